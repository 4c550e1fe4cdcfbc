import { Popover } from '@base-ui/react/popover';
import type { Annotation } from '@understudy/contract';
import { BookOpenCheck, Milestone, type LucideIcon, ShieldCheck, Siren, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type uPlot from 'uplot';
import { dayWords, secondsOf } from './days.ts';
import { PAD_RIGHT } from './plot-options.ts';
import { gathered, type Span } from './zoom.ts';

const KINDS: Record<
  Annotation['kind'],
  { readonly name: string; readonly icon: LucideIcon; readonly tone: string }
> = {
  release: { name: 'Release', icon: Milestone, tone: 'text-accent' },
  lesson: { name: 'Lesson', icon: BookOpenCheck, tone: 'text-good' },
  incident: { name: 'Incident', icon: TriangleAlert, tone: 'text-warn' },
  alarm: { name: 'Alarm', icon: Siren, tone: 'text-bad' },
  certificate: { name: 'Certificate', icon: ShieldCheck, tone: 'text-good' },
};
/** Of several at one place, the gravest is shown. */
const GRAVITY: readonly Annotation['kind'][] = ['alarm', 'incident', 'certificate', 'release', 'lesson'];

interface PlotMarksProps {
  readonly plot: uPlot;
  readonly marks: readonly Annotation[];
  readonly span: Span;
  /** Of the whole drawing, in px. */
  readonly width: number;
}

/** What happened, above the days on which it did; its text on hover, focus or touch. */
export function PlotMarks({ plot, marks, span, width }: PlotMarksProps) {
  const left = plot.over.offsetLeft;
  const inner = Math.max(1, width - left - PAD_RIGHT);
  const placed = marks.flatMap((mark) => {
    const at = secondsOf(mark.at);
    if (at < span.min || at > span.max) return [];
    return [{ mark, place: ((at - span.min) / (span.max - span.min || 1)) * inner }];
  });
  return gathered(placed, 26).map((group) => (
    <Mark
      key={group[0]?.mark.id}
      marks={group.map(({ mark }) => mark)}
      left={left + (group[0]?.place ?? 0)}
      height={plot.over.clientHeight}
    />
  ));
}

function Mark({ marks, left, height }: { marks: readonly Annotation[]; left: number; height: number }) {
  const [isOpen, setOpen] = useState(false);
  const kind = GRAVITY.find((each) => marks.some((mark) => mark.kind === each)) ?? 'release';
  const { icon: Icon, tone } = KINDS[kind];
  const several = marks.length > 1 ? `${marks.length}: ` : '';
  const text = marks.map((mark) => `${KINDS[mark.kind].name}, ${dayWords(mark.at)}: ${mark.text}`).join('; ');
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <span
        aria-hidden
        className="pointer-events-none absolute w-px border-l border-dashed border-line-strong"
        style={{ left, top: 24, height }}
      />
      <Popover.Trigger
        openOnHover
        delay={80}
        aria-label={several + text}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setOpen(true)}
        onBlur={() => setOpen(false)}
        className={`absolute top-0 flex h-6 min-w-6 -translate-x-1/2 items-center justify-center gap-0.5 rounded-md border border-line bg-raised px-1 text-[11px] ${tone}`}
        style={{ left }}
      >
        <Icon className="size-3.5" aria-hidden />
        {marks.length > 1 && <span className="figures">{marks.length}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} collisionPadding={12} className="z-50">
          <Popover.Popup
            initialFocus={false}
            finalFocus={false}
            className="max-h-72 max-w-[min(340px,calc(100vw-24px))] overflow-auto rounded-lg border border-line bg-raised px-3 py-2 text-sm shadow-pop outline-none"
          >
            <Popover.Description render={<ul className="flex flex-col gap-1.5" />}>
              {marks.map((mark) => (
                <li key={mark.id}>
                  <span className="figures block text-xs text-muted">
                    {KINDS[mark.kind].name} · {dayWords(mark.at)}
                  </span>
                  {mark.text}
                </li>
              ))}
            </Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
