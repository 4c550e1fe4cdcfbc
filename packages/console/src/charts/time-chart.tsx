import { lazy, Suspense } from 'react';
import type { TimeChartProps } from './time-series.ts';

const TimePlot = lazy(() => import('./time-plot.tsx'));

/** Values over days: with intervals, what happened when, zoom by drag, fingers or keys. The drawing comes when needed. */
export function TimeChart(props: TimeChartProps) {
  const { height = 240 } = props;
  return (
    <Suspense fallback={<div className="skeleton" style={{ height }} role="status" aria-label="Drawing" />}>
      <TimePlot {...props} height={height} />
    </Suspense>
  );
}
