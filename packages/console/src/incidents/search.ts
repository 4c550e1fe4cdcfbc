/** Which incidents are listed, as it stands in the address. Pure. */
import { type FigureSearch, isOn } from '../figures/range.ts';

export interface IncidentSearch {
  /** None: those that are open or calm down. */
  readonly past?: true;
  /** Of one incident: whether its conversations are open. */
  readonly figure?: FigureSearch['figure'];
}

export const parseIncidentSearch = (search: Record<string, unknown>): IncidentSearch =>
  isOn(search['past'])
    ? { past: true }
    : search['figure'] === 'conversations'
      ? { figure: 'conversations' }
      : {};
