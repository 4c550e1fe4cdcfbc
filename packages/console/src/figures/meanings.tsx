import type { Measure } from '@understudy/contract';
import { MEASURES } from './measures.ts';

/** What several measures mean, one after the other: the definition of a chart that shows them all. */
export function Meanings({ measures }: { measures: readonly Measure[] }) {
  return (
    <dl>
      {measures.map((measure) => (
        <div key={measure} className="mb-1.5">
          <dt className="font-medium">{MEASURES[measure].name}</dt>
          <dd className="text-muted">{MEASURES[measure].means}</dd>
        </div>
      ))}
    </dl>
  );
}
