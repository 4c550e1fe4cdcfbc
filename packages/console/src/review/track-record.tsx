/** What the replay said before the approval, and what the lesson did after it. */
import type { Effect, ReplayGate } from '@understudy/contract';
import { Badge } from '../ui/badge.tsx';
import { count, percent, plural } from '../ui/format.ts';
import { Part } from './part.tsx';

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
    </Part>
  );
}
