import type uPlot from 'uplot';
import type { Tone } from './colours.ts';
import { dayWords, secondsOf } from './days.ts';
import type { TimeChartProps, TimeSeries } from './time-series.ts';

const STROKE: Record<Tone, string> = {
  accent: 'border-accent',
  good: 'border-good',
  warn: 'border-warn',
  bad: 'border-bad',
  muted: 'border-muted',
  faint: 'border-faint',
};
const key = ({ tone, dashed }: TimeSeries) =>
  `inline-block w-4 shrink-0 border-t-2 ${dashed ? 'border-dashed' : ''} ${STROKE[tone]}`;

export function Legend({ series }: { series: readonly TimeSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {series.map((each) => (
        <li key={each.name} className="flex items-center gap-2">
          <span aria-hidden className={key(each)} /> {each.name}
        </li>
      ))}
    </ul>
  );
}

interface ReadoutProps {
  readonly plot: uPlot;
  readonly index: number;
  readonly of: TimeChartProps;
  readonly width: number;
}

/** The values of one day, beside the pointer; spoken, too, where it is moved by keys. */
export function Readout({ plot, index, of: { days, series, say }, width }: ReadoutProps) {
  const day = days[index];
  if (day === undefined) return null;
  const left = plot.over.offsetLeft + plot.valToPos(secondsOf(day), 'x');
  return (
    <div
      role="status"
      className="figures pointer-events-none absolute top-8 z-10 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-pop"
      style={left < width / 2 ? { left: left + 12 } : { right: width - left + 12 }}
    >
      <p className="text-muted">{dayWords(day)}</p>
      {series.map((each) => (
        <p key={each.name} className="flex items-center gap-2">
          <span aria-hidden className={key(each)} />
          <span>
            {each.name}: <span className="font-medium">{valueAt(each, index, say)}</span>
          </span>
        </p>
      ))}
    </div>
  );
}

function valueAt({ values, low, high }: TimeSeries, index: number, say: (value: number) => string): string {
  const value = values[index];
  if (value == null) return 'not known';
  const [from, to] = [low?.[index], high?.[index]];
  return from == null || to == null ? say(value) : `${say(value)} (${say(from)} to ${say(to)})`;
}
