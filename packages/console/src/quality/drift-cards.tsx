import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Drift, HarmWatch, InputDrift } from '@understudy/contract';
import { driftQuery } from '../api/figure-queries.ts';
import { dayWords } from '../charts/days.ts';
import { ChartFrame } from '../charts/frame.tsx';
import { Sparkline } from '../charts/sparkline.tsx';
import { Opens } from '../figures/opens.tsx';
import { isOwnPath } from '../setup/safe-next.ts';
import { Badge } from '../ui/badge.tsx';
import { count, plural } from '../ui/format.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { evidenceShare } from './evidence.ts';

const INPUTS: Record<InputDrift['name'], readonly [string, string]> = {
  'topic-mix': ['Topics', 'Whether people ask about other topics than usual.'],
  novelty: ['Unknown questions', 'Whether more questions than usual are unlike anything learned.'],
  vocabulary: ['Words', 'Whether people use other words than usual.'],
  meaning: [
    'Meaning',
    'Whether questions as a whole mean other things than usual, by their embeddings (MMD).',
  ],
};
const LEVELS: Record<HarmWatch['level'], string> = {
  workspace: 'everything',
  area: 'area',
  topic: 'topic',
  resolution: 'answer',
};

/** Did questions move (it informs), and did answers get worse (it acts)? */
export function DriftCards() {
  const query = useQuery(driftQuery);
  if (query.isPending) return <Skeleton rows={2} className="h-56" />;
  if (query.isError && !query.data)
    return (
      <section className="card flex lg:col-span-2">
        <Failed error={query.error} what="Drift" onRetry={() => void query.refetch()} />
      </section>
    );
  return (
    <>
      <Inputs inputs={query.data.inputs} />
      <Harm watches={query.data.harm} />
    </>
  );
}

function Inputs({ inputs }: { inputs: Drift['inputs'] }) {
  const moved = inputs.filter((input) => input.moved);
  return (
    <ChartFrame
      title="Did questions move?"
      unit="0 is as usual"
      says={
        inputs.every(({ p }) => p === null)
          ? 'Too few questions came so far to tell.'
          : moved.length === 0
            ? 'No: what comes in is as usual. This informs, and changes nothing by itself.'
            : `Yes: ${moved.map(({ name }) => INPUTS[name][0].toLowerCase()).join(', ')}. This informs, and changes nothing by itself.`
      }
      definition="What comes in, against the weeks before, in units of its own chance variation. New questions are no harm in themselves; they say where to look."
      empty={inputs.length === 0 ? 'It takes some weeks of conversations to know what is usual.' : null}
      table={{
        columns: [
          { name: 'What' },
          { name: 'Value', say: (value) => value.toFixed(1) },
          { name: 'By chance (p)', say: (p) => p.toFixed(3) },
          { name: 'Moved' },
        ],
        rows: inputs.map(({ name, value, p, moved: has }) => [INPUTS[name][0], value, p, has ? 'yes' : 'no']),
      }}
    >
      <ul className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        {inputs.map((input) => (
          <li key={input.name} title={INPUTS[input.name][1]}>
            <p className="flex items-center justify-between gap-2 text-sm font-medium">
              {INPUTS[input.name][0]}
              <Badge tone={input.moved ? 'warn' : 'plain'}>
                {input.p === null ? 'too little to tell' : input.moved ? 'moved' : 'as usual'}
              </Badge>
            </p>
            <Sparkline
              label={`${INPUTS[input.name][0]} over ${plural(input.days.length, 'day')}, now ${input.value.toFixed(1)}`}
              values={input.days.map(({ value }) => Math.max(0, value))}
              tone={input.moved ? 'warn' : 'muted'}
              className="mt-1 h-9 w-full"
            />
            <p className="text-xs text-muted">{input.text}</p>
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}

function Harm({ watches }: { watches: Drift['harm'] }) {
  const held = watches.filter(({ state }) => state === 'held');
  const sorted = watches.toSorted((a, b) => evidenceShare(b) - evidenceShare(a));
  return (
    <ChartFrame
      title="Did answers get worse?"
      unit="evidence, up to where it acts"
      says={
        held.length === 0
          ? 'No: nowhere does the evidence reach the point at which answers are held.'
          : `Yes, in ${plural(held.length, 'place')}; answers there go to people already.`
      }
      definition="For everything, each area, topic and answer, evidence is gathered that more is wrong than you accept (an e-process: it may be looked at any time). Where it reaches its limit, answers are held and you are told. Bars grow with the logarithm of the evidence."
      empty={watches.length === 0 ? 'It begins with the first audited answer.' : null}
      table={{
        columns: [
          { name: 'Where' },
          { name: 'Level' },
          { name: 'Evidence', say: (value) => value.toFixed(1) },
          { name: 'Acts at', say: (value) => value.toFixed(0) },
          { name: 'By' },
          { name: 'Answers', say: count },
          { name: 'Wrong', say: count },
          { name: 'State' },
        ],
        rows: sorted.map((each) => [
          each.name,
          LEVELS[each.level],
          each.evidence,
          each.acts_at,
          each.source,
          each.answers,
          each.wrong,
          each.state,
        ]),
      }}
    >
      <ul className="flex max-h-80 flex-col gap-2.5 overflow-y-auto" tabIndex={0}>
        {sorted.map((watch) => (
          <li key={`${watch.level} ${watch.id} ${watch.source}`} className="text-sm">
            <p className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate">
                {watch.name}{' '}
                {watch.level !== 'workspace' && <span className="text-muted">{LEVELS[watch.level]}</span>}
              </span>
              <span className="shrink-0 text-xs whitespace-nowrap text-muted">
                <Judged watch={watch} />
              </span>
              <Badge tone={watch.state === 'held' ? 'bad' : 'plain'}>{watch.state}</Badge>
            </p>
            <div
              role="img"
              aria-label={`Evidence ${watch.evidence.toFixed(1)}; it acts at ${watch.acts_at.toFixed(0)}`}
              className="mt-1 h-2 rounded-full bg-sunken"
            >
              <div
                className={`h-2 rounded-full ${watch.state === 'held' ? 'bg-bad' : 'bg-muted'}`}
                style={{ width: `${evidenceShare(watch) * 100}%` }}
              />
            </div>
            {watch.action && (
              <p className="mt-0.5 text-xs text-bad">
                {watch.since && `Since ${dayWords(watch.since)}. `}
                {watch.action}{' '}
                {watch.link && isOwnPath(watch.link) && (
                  <Link to={watch.link as never} className="underline">
                    Go on from here
                  </Link>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}

/** Audits of everything, and of a topic, are counted by conversation and open; the rest is counted by answer. */
function Judged({ watch: { level, id, source, wrong, answers } }: { watch: HarmWatch }) {
  if (source === 'complaints')
    return (
      <span className="figures">
        {plural(wrong, 'complaint')} of {count(answers)}
      </span>
    );
  const text = `${count(wrong)} wrong of ${count(answers)} audited`;
  if (level !== 'workspace' && level !== 'topic') return <span className="figures">{text}</span>;
  return (
    <Opens
      inWords
      measure="audited-wrong"
      {...(level === 'topic' && { of: { topic: id } })}
      title="Show the audited answers of these days that were wrong"
    >
      {text}
    </Opens>
  );
}
