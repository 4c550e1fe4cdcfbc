import type { Feedback, ThumbReason } from '@understudy/contract';
import { Star, ThumbsDown, ThumbsUp } from 'lucide-react';
import { Badge } from '../ui/badge.tsx';

const REASON: Record<ThumbReason, string> = {
  wrong: 'Not right',
  outdated: 'Out of date',
  'hard-to-follow': 'Hard to follow',
  other: 'Something else',
};

/** What the customer said of an answer, or of the whole. */
export function FeedbackLine({ feedback }: { feedback: Feedback }) {
  const { thumb, reason, score, comment } = feedback;
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-1.5 text-xs text-muted">
      {thumb === 'up' && (
        <Badge tone="good">
          <ThumbsUp aria-hidden /> Helpful
        </Badge>
      )}
      {thumb === 'down' && (
        <Badge tone="bad">
          <ThumbsDown aria-hidden /> {reason ? REASON[reason] : 'Not helpful'}
        </Badge>
      )}
      {score !== null && (
        <Badge tone={score > 3 ? 'good' : score < 3 ? 'bad' : 'plain'}>
          <Star aria-hidden /> Rated {score} of 5
        </Badge>
      )}
      {comment && <span className="min-w-0 break-words">“{comment}”</span>}
    </p>
  );
}
