import { Sparkle, X } from 'lucide-react';
import { contrast } from '../settings/contrast.ts';

interface BannerPreviewProps {
  readonly text: string;
  readonly team: string;
  /** Of the widget: `#rrggbb`. */
  readonly color: string;
}

/** As the widget shows it to a customer; its colours are the widget's own, in light. */
export function BannerPreview({ text, team, color }: BannerPreviewProps) {
  const on = contrast(color, '#ffffff') >= contrast(color, '#16181d') ? '#ffffff' : '#16181d';
  return (
    <figure aria-label="How customers see it" className="max-w-sm">
      <div className="overflow-hidden rounded-2xl border border-line-strong bg-white text-[#16181d] shadow-pop">
        <div className="flex items-center gap-3 border-b border-[#e3e5ea] px-4 py-3">
          <span
            aria-hidden
            className="grid size-9 shrink-0 place-items-center rounded-xl"
            style={{ background: color, color: on }}
          >
            <Sparkle className="size-4.5" />
          </span>
          <span className="min-w-0 truncate font-semibold">{team}</span>
        </div>
        <div className="flex items-start gap-2 border-b border-[#e3e5ea] bg-[#f4f5f7] py-1.5 ps-4 pe-2 text-[13.5px] leading-[1.45]">
          <p dir="auto" className="my-1 min-h-5 min-w-0 flex-1 break-words whitespace-pre-line">
            {text.trim() || ' '}
          </p>
          <X aria-hidden className="m-2 size-4 shrink-0 text-[#5b6170]" />
        </div>
        <div aria-hidden className="flex flex-col gap-2 p-4">
          <span className="h-8 w-3/5 rounded-2xl rounded-bl-md bg-[#f4f5f7]" />
          <span className="h-8 w-2/5 self-end rounded-2xl rounded-br-md" style={{ background: color }} />
        </div>
      </div>
      <figcaption className="mt-1.5 text-xs text-muted">How customers see it</figcaption>
    </figure>
  );
}
