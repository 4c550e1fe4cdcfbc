import { useQuery } from '@tanstack/react-query';
import type { AutonomyLevel } from '@understudy/contract';
import { useState } from 'react';
import { autonomyQuery } from '../api/queries.ts';
import { type Change, changeOfTopic } from '../autonomy/change.ts';
import { ChangeDialog } from '../autonomy/change-dialog.tsx';
import { LastChanged } from '../autonomy/last-changed.tsx';
import { LEVELS, standingOf } from '../autonomy/words.ts';
import { Choice } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';

/** The most that the AI agent may do about this topic; shown before it is saved, and undone. */
export function TopicSwitch({ id, mayChange }: { id: string; mayChange: boolean }) {
  const [change, setChange] = useState<Change | null>(null);
  const autonomy = useQuery(autonomyQuery).data;
  const topic = autonomy?.topics.find((each) => each.id === id);
  if (!autonomy || !topic) return null;
  return (
    <Section title="Its switch" lead={`Where it stands: ${standingOf(topic, autonomy.autonomy)}.`}>
      <div className="max-w-xs">
        <Choice
          label="The AI agent may"
          disabled={!mayChange}
          value={topic.autonomy}
          onChange={(event) => setChange(changeOfTopic(topic, event.target.value as AutonomyLevel))}
        >
          {LEVELS.map(({ id: level, ofTopic }) => (
            <option key={level} value={level}>
              {ofTopic}
            </option>
          ))}
        </Choice>
      </div>
      <LastChanged change={topic.last_change} />
      {change && <ChangeDialog change={change} onClose={() => setChange(null)} />}
    </Section>
  );
}
