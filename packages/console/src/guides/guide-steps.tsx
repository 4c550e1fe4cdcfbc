/** The steps of a guide: what they say, where they point, and who did not go on from there. */
import type { GuideDetail, GuideStep } from '@understudy/contract';
import { endedWords, whereWords } from './words.ts';

interface GuideStepsProps {
  readonly steps: readonly GuideStep[];
  readonly runs?: GuideDetail['runs'];
}

export function GuideSteps({ steps, runs }: GuideStepsProps) {
  return (
    <ol aria-label="Steps of the guide" className="flex flex-col gap-2.5 text-sm">
      {steps.map((step, at) => {
        const counts = runs?.steps[at];
        const ended = counts ? endedWords(counts) : null;
        return (
          <li key={at} className="flex gap-3">
            <span className="figures w-5 shrink-0 text-right text-muted">{at + 1}.</span>
            <span className="min-w-0">
              <span className="block break-words">{step.text}</span>
              <span className="block text-xs break-words text-muted">{whereWords(step)}</span>
              {ended !== null && <span className="figures block text-xs text-warn">{ended}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
