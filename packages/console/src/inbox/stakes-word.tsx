import type { Body, Conversation, Decision } from '@understudy/contract';
import { Button } from '../ui/button.tsx';
import { STAKES_WORDS } from '../settings/stakes-words.ts';
import { labelStakes } from './actions.ts';

type StakesName = NonNullable<Body<'labelStakes'>['class']>;
/** Very important customers are known by account, not by words. */
const NAMES = Object.keys(STAKES_WORDS).filter((name) => name !== 'vip') as StakesName[];

interface StakesWordProps {
  readonly decision: Decision;
  readonly conversation: Conversation;
}

/** Is this question a matter for people? What is said here is heard in the next one. */
export function StakesWord({ decision, conversation }: StakesWordProps) {
  const word = conversation.stakes_labels.find(({ decision_id }) => decision_id === decision.id);
  const isAlarmed = decision.reasons.some(({ code }) => code === 'high-stakes');
  const say = (name: StakesName | null) =>
    void labelStakes(conversation.id, { decisionId: decision.id, name, before: word });
  return (
    <div className="flex flex-col gap-1.5">
      <h4 className="text-xs font-medium text-muted">Is it a matter for people?</h4>
      {isAlarmed && word?.class !== null && (
        <Button className="self-start" onClick={() => say(null)}>
          No, this was a false alarm
        </Button>
      )}
      <select
        aria-label="What the question is a matter of"
        value={word === undefined ? '' : (word.class ?? 'none')}
        onChange={(event) => {
          const { value } = event.target;
          if (value !== '') say(value === 'none' ? null : (value as StakesName));
        }}
        className="field h-8! text-sm"
      >
        {word === undefined && <option value="">Nobody said so far</option>}
        <option value="none">Of nothing that needs a person</option>
        {NAMES.map((name) => (
          <option key={name} value={name}>
            {STAKES_WORDS[name].label}
          </option>
        ))}
      </select>
      <p className="text-xs text-muted">
        The AI agent learns from it what to hand over. Phrases of the settings hold all the same.
      </p>
    </div>
  );
}
