import { Link } from '@tanstack/react-router';
import type { Autonomy, AutonomyLevel, TopicAutonomy } from '@understudy/contract';
import { useId, useState } from 'react';
import { StageBadge } from '../learning/stage-badge.tsx';
import { Badge } from '../ui/badge.tsx';
import { ExpandButton } from '../ui/expand-button.tsx';
import { count, plural } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { type Change, changeOfTopic } from './change.ts';
import { LastChanged } from './last-changed.tsx';
import { LEVELS, standingOf } from './words.ts';

interface TopicListProps {
  readonly autonomy: Autonomy;
  readonly mayChange: boolean;
  readonly onChange: (change: Change) => void;
}

/** Topics that have a switch first: what always goes to a person is what a lead looks for. */
export function TopicList({ autonomy, mayChange, onChange }: TopicListProps) {
  const [sought, setSought] = useState('');
  const words = sought.toLowerCase().trim();
  const found = autonomy.topics
    .filter(({ name, resolutions }) =>
      [name, ...resolutions.map(({ title }) => title)].some((text) => text.toLowerCase().includes(words)),
    )
    .toSorted((a, b) => Number(b.autonomy !== 'auto') - Number(a.autonomy !== 'auto'));
  const hidden = autonomy.topics_in_all - autonomy.topics.length;
  return (
    <Section
      title="By topic"
      lead="What customers ask about. The lower of a topic’s switch and the one above holds."
    >
      {autonomy.topics.length === 0 ? (
        <p className="text-sm text-muted">
          No topics yet: they appear once questions have been answered by your team or imported.
        </p>
      ) : (
        <>
          <input
            type="search"
            aria-label="Search topics"
            placeholder="Search topics"
            className="field mb-3 max-w-sm"
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
          <ul className="divide-y divide-line border-y border-line">
            {found.map((topic) => (
              <TopicRow key={topic.id} {...{ topic, autonomy, mayChange, onChange }} />
            ))}
          </ul>
          {found.length === 0 && (
            <p className="py-6 text-center text-sm text-muted">Nothing found for “{sought.trim()}”</p>
          )}
          {hidden > 0 && (
            <p className="mt-2 text-xs text-muted">
              The {count(autonomy.topics.length)} that are asked most; {count(hidden)} more are asked less.
            </p>
          )}
        </>
      )}
    </Section>
  );
}

function TopicRow({ topic, autonomy, mayChange, onChange }: TopicListProps & { topic: TopicAutonomy }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const name = topic.name || 'Without words';
  return (
    <li>
      <div className="flex flex-col gap-2 py-2 sm:flex-row sm:items-center sm:gap-4">
        <ExpandButton
          isOpen={isOpen}
          controls={id}
          onToggle={() => setOpen(!isOpen)}
          className="min-w-0 flex-1 rounded-lg py-1"
        >
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-x-2">
              <span className="min-w-0 font-medium break-words">{name}</span>
              {topic.provisional && <Badge>provisional</Badge>}
            </span>
            <span className="figures block text-xs text-muted">
              {plural(topic.tickets, 'ticket')} · {standingOf(topic, autonomy.autonomy)}
            </span>
          </span>
        </ExpandButton>
        <select
          aria-label={`Switch of ${name}`}
          className="field w-44! shrink-0 max-sm:ml-6"
          disabled={!mayChange}
          value={topic.autonomy}
          onChange={(event) => onChange(changeOfTopic(topic, event.target.value as AutonomyLevel))}
        >
          {LEVELS.map((level) => (
            <option key={level.id} value={level.id}>
              {level.ofTopic}
            </option>
          ))}
        </select>
      </div>
      <div id={id} hidden={!isOpen} className="pb-4 pl-6">
        {isOpen && <TopicStanding topic={topic} />}
      </div>
    </li>
  );
}

function TopicStanding({ topic }: { topic: TopicAutonomy }) {
  const { resolutions, counts, autonomy, is_own, last_change } = topic;
  const more = counts.answer + counts.draft + counts.hand_off - resolutions.length;
  return (
    <>
      {autonomy !== 'auto' && !is_own && (
        <p className="mb-2 text-sm text-muted">Goes on from the topic that this one was split from.</p>
      )}
      {resolutions.length === 0 && <p className="text-sm text-muted">No resolution in use.</p>}
      <ul className="flex flex-col gap-3">
        {resolutions.map(({ id, title, stage, allowed, missing }) => (
          <li key={id} className="text-sm">
            <div className="flex flex-wrap items-center gap-2">
              <Link
                to="/knowledge/{-$id}"
                params={{ id }}
                className="min-w-0 break-words underline underline-offset-2"
              >
                {title}
              </Link>
              <StageBadge stage={stage} />
              {allowed === 'answer' && <Badge tone="good">may answer alone</Badge>}
            </div>
            {missing.map((text) => (
              <p key={text} className="mt-0.5 text-xs text-muted">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="mt-2 text-xs text-muted">And {plural(more, 'more resolution')}.</p>}
      <LastChanged change={last_change} />
    </>
  );
}
