/** What the quality page keeps in its address beside the days: which topic it is of, and which line is shown. Pure. */
import type { Measure } from '@understudy/contract';
import { type FigureSearch, parseFigureSearch, textsIn } from '../figures/range.ts';

/** The lines to choose from: what is counted, as a share of what. */
export const LINES = [
  { measure: 'answered-alone', of: 'conversations' },
  { measure: 'handed-off', of: 'conversations' },
  { measure: 'confirmed', of: 'answered-alone' },
  { measure: 'assumed', of: 'answered-alone' },
  { measure: 'reopened', of: 'answered-alone' },
  { measure: 'came-again', of: 'answered-alone' },
  { measure: 'assisted-as-is', of: 'drafted' },
  { measure: 'novel', of: 'conversations' },
] as const satisfies readonly { measure: Measure; of: Measure }[];
export type Line = (typeof LINES)[number];

export interface QualitySearch extends FigureSearch {
  /** None: answered alone. */
  readonly line?: Line['measure'];
}

export function parseQualitySearch(search: Record<string, unknown>): QualitySearch {
  const line = LINES.find(({ measure }) => measure === search['line'])?.measure;
  return {
    ...parseFigureSearch(search),
    ...(line && line !== LINES[0].measure && { line }),
    ...textsIn(search, ['about']),
  };
}

export const lineOf = ({ line }: QualitySearch): Line =>
  LINES.find(({ measure }) => measure === line) ?? LINES[0];
