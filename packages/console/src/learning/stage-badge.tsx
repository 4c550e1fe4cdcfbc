import type { Lesson } from '@understudy/contract';
import { Badge, type Tone } from '../ui/badge.tsx';

const STAGE: Record<Lesson['stage'], { tone: Tone; title: string }> = {
  captured: { tone: 'plain', title: 'Kept, not used yet' },
  shadow: { tone: 'plain', title: 'Tried in silence' },
  suggest: { tone: 'accent', title: 'Offered to human agents as a draft' },
  auto: { tone: 'good', title: 'May be used in an answer without a person' },
};

export function StageBadge({ stage }: { stage: Lesson['stage'] }) {
  return (
    <span title={STAGE[stage].title}>
      <Badge tone={STAGE[stage].tone}>{stage}</Badge>
    </span>
  );
}
