/** From rows of a data set to what a replay takes. */
import type { EncodedQuestion, ReplayTicket, Resolution } from '@understudy/engine';
import type { Row } from './rows.ts';

export function questionOf(row: Row, vector: Float32Array, at_ms: number): EncodedQuestion {
  return {
    id: row.id,
    text: row.text,
    context: [],
    language: null,
    account: null,
    at_ms,
    wants_human: false,
    vector,
  };
}

/** What people did with a labelled message: the label is the resolution, and says nothing about itself. */
export function labelledTicket(row: Row, vector: Float32Array, at_ms = 0): ReplayTicket {
  const question = questionOf(row, vector, at_ms);
  if (row.topic === null || row.topic === 'oos') return { question, resolutions: [], right: [] };
  return { question, resolutions: [plainResolution(row.topic)], right: [row.topic] };
}

/** Harmless, and fit to be sent once it has solved two questions: autonomy is left to the certificate. */
export function plainResolution(id: string, given: Partial<Resolution> = {}): Resolution {
  return {
    id,
    title: '',
    text: '',
    links: [],
    stakes: 'read-only',
    stage: 'suggest',
    version: 1,
    sources: [],
    ...given,
  };
}
