/** Topics as bubbles: near means alike, large means often. How each stands is read without colour, too. */
import { useNavigate } from '@tanstack/react-router';
import type { TopicFigures } from '@understudy/contract';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { ChartFrame } from '../charts/frame.tsx';
import type { ChartTable } from '../charts/table.ts';
import { Choices } from '../figures/choices.tsx';
import { shareWords } from '../figures/share-words.ts';
import { count, percent, plural } from '../ui/format.ts';
import { useWidth } from '../ui/use-width.ts';
import { Bubble } from './bubble.tsx';
import { shareOf } from './listing.ts';
import { MapLegend } from './map-legend.tsx';
import { isArrow, labelBubbles, neighbourOf, placeBubbles } from './place-bubbles.ts';
import { gapWords, RISK, riskClass, type Shows, shortName, workWords } from './words.ts';

/** The largest; the table has all of them. */
const MOST_BUBBLES = 120;
interface TopicMapProps {
  readonly topics: readonly TopicFigures[];
  readonly shows: Shows;
  /** Null until it is known. */
  readonly max_error: number | null;
  readonly onShow: (shows: Shows) => void;
}

export function TopicMap({ topics, shows, max_error, onShow }: TopicMapProps) {
  const largest = useMemo(
    () => topics.toSorted((a, b) => b.conversations - a.conversations).slice(0, MOST_BUBBLES),
    [topics],
  );
  const worst = topics.toSorted((a, b) => b.minutes - a.minutes || b.gap - a.gap)[0];
  return (
    <ChartFrame
      title="Map of topics"
      says={
        worst &&
        `${worst.gap > 0 ? `The widest gap is “${shortName(worst.name)}”: ${gapWords(worst)}.` : 'No gap: nothing was asked that it could not answer.'}${topics.length > MOST_BUBBLES ? ` The ${MOST_BUBBLES} largest of ${count(topics.length)} topics.` : ''}`
      }
      definition="Topics that are asked in like words lie near each other; the axes have no meaning of their own. A bubble’s area is the number of conversations, and bubbles that would hide each other are moved apart. Wrong: whether the whole 90 % interval of the estimate lies on one side of the error that you accept."
      table={tableOf(topics)}
    >
      <div className="mb-2">
        <Choices label="Bubbles show" choices={SHOWS} chosen={shows} onChoose={onShow} />
      </div>
      <Bubbles topics={largest} shows={shows} max_error={max_error ?? 0} />
      <MapLegend shows={shows} max_error={max_error} />
    </ChartFrame>
  );
}

const SHOWS: readonly { readonly id: Shows; readonly name: string }[] = [
  { id: 'alone', name: 'Answered alone' },
  { id: 'wrong', name: 'Wrong, estimated' },
];

type BubblesProps = Pick<TopicMapProps, 'topics' | 'shows'> & { readonly max_error: number };

/** One stop for the Tab key; arrows go from bubble to bubble, Enter opens one. */
function Bubbles({ topics, shows, max_error }: BubblesProps) {
  const navigate = useNavigate();
  const [element, width] = useWidth<HTMLDivElement>();
  const height = Math.round(Math.min(520, Math.max(300, width * 0.42)));
  const [at, setAt] = useState<string | null>(null);
  const byId = useMemo(() => new Map(topics.map((topic) => [topic.id, topic])), [topics]);
  const { placed, labels } = useMemo(() => {
    const size = { width, height };
    const bubbles = placeBubbles(
      topics.map(({ id, x, y, conversations }) => ({ id, x, y, volume: conversations })),
      size,
    );
    return {
      placed: bubbles,
      labels: labelBubbles(bubbles, (id) => shortName(byId.get(id)?.name ?? ''), size),
    };
  }, [topics, byId, width, height]);
  const current = (at !== null && byId.get(at)) || topics[0];
  const open = (id: string) =>
    void navigate({ to: '/topics/{-$id}', params: { id }, search: ((old: object) => old) as never });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!current) return;
    if (event.key === 'Enter') open(current.id);
    else if (isArrow(event.key)) {
      const id = neighbourOf(placed, current.id, event.key);
      setAt(id);
      element.current?.querySelector<SVGElement>(`[data-topic="${CSS.escape(id)}"]`)?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <div ref={element} className="min-w-0">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label="Map of topics: arrow keys go from one to the next"
        className="block max-w-full touch-pan-y rounded-lg bg-sunken/50 select-none"
      >
        {placed.map((bubble) => {
          const topic = byId.get(bubble.id);
          return (
            topic && (
              <Bubble
                key={bubble.id}
                bubble={bubble}
                topic={topic}
                shows={shows}
                max_error={max_error}
                label={`${topic.name || 'Without words'}: ${bubbleWords(topic, shows, max_error)}`}
                isNamed={labels.some(({ id, within }) => within && id === topic.id)}
                isStop={topic.id === current?.id}
                onAt={() => setAt(topic.id)}
                onOpen={() => open(topic.id)}
                onKeyDown={onKeyDown}
              />
            )
          );
        })}
        <g aria-hidden className="pointer-events-none fill-ink text-[11px]">
          {labels.map(({ id, text, x, y }) => (
            <text key={id} x={x} y={y} textAnchor="middle">
              {text}
            </text>
          ))}
        </g>
      </svg>
      <p aria-hidden className="mt-2 min-h-10 text-sm sm:min-h-5">
        {at !== null && current ? (
          <>
            <span className="font-medium">{current.name || 'Without words'}</span>
            <span className="figures text-muted"> · {bubbleWords(current, shows, max_error)}</span>
          </>
        ) : (
          <span className="text-faint">Point at a bubble to read it; a click opens the topic.</span>
        )}
      </p>
    </div>
  );
}

function bubbleWords(topic: TopicFigures, shows: Shows, max_error: number): string {
  const share = shareOf(topic, 'answered-alone');
  const alone = share ? `answered alone ${shareWords(share)}` : 'nothing to count yet';
  const risk = topic.risk;
  const wrong = risk
    ? `${percent(risk.value)} wrong (${percent(risk.low)} to ${percent(risk.high)}), ${RISK[riskClass(risk, max_error)].label}`
    : RISK.none.label;
  return `${plural(topic.conversations, 'conversation')}, ${shows === 'alone' ? alone : wrong}`;
}

const tableOf = (topics: readonly TopicFigures[]): ChartTable => ({
  columns: [
    { name: 'Topic' },
    { name: 'Conversations', say: count },
    { name: 'Answered alone', say: percent },
    { name: 'Wrong, estimated', say: percent },
    { name: 'Time of people', say: workWords },
    { name: 'Not answered', say: count },
  ],
  rows: topics.map((topic) => [
    topic.name || 'Without words',
    topic.conversations,
    shareOf(topic, 'answered-alone')?.value ?? null,
    topic.risk?.value ?? null,
    topic.minutes,
    topic.gap,
  ]),
});
