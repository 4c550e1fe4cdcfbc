import type { CurvePoint } from '@understudy/contract';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { count, percent } from '../ui/format.ts';
import { MEASURES, type Measure } from './chart-scale.ts';
import { CurveChart } from './curve-chart.tsx';

export function CurveSection({ curve }: { curve: readonly CurvePoint[] }) {
  const [measure, setMeasure] = useState<Measure>(MEASURES[0]);
  const [asTable, setAsTable] = useState(false);
  return (
    <section className="card p-4 md:p-5">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">Against its frozen twin</h2>
        <div className="flex flex-wrap items-center gap-2">
          <div role="group" aria-label="Measure" className="flex flex-wrap rounded-lg bg-sunken p-0.5">
            {MEASURES.map((item) => (
              <button
                key={item.id}
                type="button"
                aria-pressed={item.id === measure.id}
                onClick={() => setMeasure(item)}
                className="h-7 rounded-md px-2.5 text-xs text-muted aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-ink"
              >
                {item.label}
              </button>
            ))}
          </div>
          <Button kind="quiet" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show as chart' : 'Show as table'}
          </Button>
        </div>
      </div>
      {asTable ? (
        <CurveTable curve={curve} measure={measure} />
      ) : (
        <CurveChart curve={curve} measure={measure} />
      )}
    </section>
  );
}

function CurveTable({ curve, measure }: { curve: readonly CurvePoint[]; measure: Measure }) {
  const say = (share: number | null) => (share === null ? '–' : percent(share));
  return (
    <div tabIndex={0} role="group" aria-label="Table of the curve" className="max-h-80 overflow-auto">
      <table className="figures w-full text-right text-sm">
        <caption className="sr-only">{measure.label}, by conversations seen</caption>
        <thead className="sticky top-0 bg-surface text-xs text-muted">
          <tr>
            <th scope="col" className="py-1.5 text-left font-medium">
              Conversations
            </th>
            <th scope="col" className="font-medium">
              Learning
            </th>
            <th scope="col" className="font-medium">
              Frozen twin
            </th>
          </tr>
        </thead>
        <tbody>
          {curve.map((point) => (
            <tr key={point.tickets} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal">
                {count(point.tickets)}
              </th>
              <td>{say(measure.ours(point))}</td>
              <td className="text-muted">{say(measure.twin(point))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
