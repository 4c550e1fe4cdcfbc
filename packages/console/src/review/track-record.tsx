/** What the replay said before the approval, and what the lesson did after it. */
import { Link } from '@tanstack/react-router';
import type { Effect, ReplayGate } from '@understudy/contract';
import { Badge } from '../ui/badge.tsx';
import { count, percent, plural } from '../ui/format.ts';
import { Part } from './part.tsx';

const DAY_MS = 86_400_000;

interface GateResultProps {
  readonly gate: ReplayGate;
  /** Whether it has a question of its own. */
  readonly hasQuestion: boolean;
}

export function GateResult({ gate, hasQuestion }: GateResultProps) {
  const own = gate.source_fixed ? 'It answers its own question; ' : 'It does not answer its own question; ';
  return (
    <Part title="Replay">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={gate.passed ? 'good' : 'bad'}>{gate.passed ? 'Passed' : 'Did not pass'}</Badge>
        <span className="figures">
          {hasQuestion && own}
          {gate.broken.length === 0
            ? `none of ${plural(gate.tests, 'right answer')} breaks.`
            : `${count(gate.broken.length)} of ${plural(gate.tests, 'right answer')} would break.`}
        </span>
      </p>
      <ul aria-label="What would break" className="flex flex-col gap-2 text-sm">
        {gate.broken.map((item) => (
          <li key={item.question} className="border-l-2 border-bad/50 pl-2.5 break-words">
            <p className="text-muted">{item.question}</p>
            <p>
              Right is “{item.expected}”; it would get {item.found === null ? 'no answer' : `“${item.found}”`}
              .
            </p>
            <p className="text-xs text-muted">{item.why}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function EffectSince({ effect }: { effect: Effect }) {
  const figures = [
    ['Answers alone', effect.answers],
    ['Drafts', effect.drafts],
    ['Sent as is', effect.accepted],
    ['Edited first', effect.edited],
    ['Audited', effect.audited],
    ['Wrong', effect.wrong],
  ] as const;
  return (
    <Part title="Since it came">
      <dl className="figures grid grid-cols-3 gap-x-3 gap-y-2 text-sm">
        {figures.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="font-medium">{count(value)}</dd>
          </div>
        ))}
      </dl>
      <p className="figures text-xs text-muted">
        {effect.risk === null
          ? 'None of its answers was audited yet.'
          : `Estimated ${percent(effect.risk.value)} wrong (${percent(effect.risk.low)} – ${percent(effect.risk.high)}).`}
      </p>
      {effect.topic && <TopicAround topic={effect.topic} />}
    </Part>
  );
}

const AROUND = [
  ['Answered alone', 'alone'],
  ['Handed off', 'handed_off'],
  ['Wrong, of those audited', 'wrong'],
] as const;

/** The topic as it was before the lesson came, beside what it is since. */
function TopicAround({ topic: { id, name, before, after } }: { topic: NonNullable<Effect['topic']> }) {
  const days = plural((Date.parse(after.to) - Date.parse(after.from)) / DAY_MS + 1, 'day');
  return (
    <table className="figures w-full text-xs">
      <caption className="pb-1 text-left text-muted">
        Its topic,{' '}
        <Link
          to="/topics/{-$id}"
          params={{ id }}
          className="break-words underline underline-offset-2 hover:text-ink"
        >
          {name}
        </Link>
        . Other things may have changed, too.
      </caption>
      <thead>
        <tr className="text-left align-bottom text-muted">
          <th className="py-0.5 font-normal">90 % intervals</th>
          <th className="px-1.5 py-0.5 font-normal whitespace-nowrap">{days} before</th>
          <th className="py-0.5 font-normal whitespace-nowrap">{days} after</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th className="py-0.5 text-left font-normal text-muted">Conversations</th>
          <td className="px-1.5 py-0.5">{count(before.conversations)}</td>
          <td className="py-0.5">{count(after.conversations)}</td>
        </tr>
        {AROUND.map(([label, share]) => (
          <tr key={share} className="align-top">
            <th className="py-0.5 text-left font-normal text-muted">{label}</th>
            <td className="px-1.5 py-0.5">
              <ShareOf share={before[share]} />
            </td>
            <td className="py-0.5">
              <ShareOf share={after[share]} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `12 % (8 % – 17 %)` */
function ShareOf({ share }: { share: Effect['risk'] }) {
  if (share === null) return '–';
  return (
    <>
      {percent(share.value)}{' '}
      <span className="whitespace-nowrap">
        ({percent(share.low)} – {percent(share.high)})
      </span>
    </>
  );
}
