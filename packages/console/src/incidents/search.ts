/** Which incidents are listed, as it stands in the address. Pure. */
export interface IncidentSearch {
  /** None: those that are open or calm down. */
  readonly past?: true;
}

export const parseIncidentSearch = (search: Record<string, unknown>): IncidentSearch =>
  search['past'] === true || search['past'] === 'true' ? { past: true } : {};
