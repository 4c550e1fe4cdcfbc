/**
 * Why a row of a ticket file was not taken, with a stable code; and the errors that end a whole reading.
 *
 * A bad row never ends a reading: it is yielded in its place. Only a bad call (`TicketFileError`) throws.
 */
export type RejectionCode =
  | 'invalid-json'
  | 'invalid-row'
  | 'invalid-csv'
  | 'invalid-encoding'
  | 'row-too-large'
  | 'truncated'
  | 'gzip-corrupt';

export interface Rejection {
  readonly code: RejectionCode;
  /** One sentence for people: what was expected, what was found. Never quotes customers' text. */
  readonly reason: string;
}

/** The file as a whole cannot be read as asked, e.g. a CSV without any column for the question. */
export class TicketFileError extends Error {
  readonly code: 'csv-mapping-missing';
  constructor(code: 'csv-mapping-missing', message: string) {
    super(message);
    this.name = 'TicketFileError';
    this.code = code;
  }
}

export const MAX_ROW_BYTES = 8 * 1024 * 1024;

export const undecodable: Rejection = {
  code: 'invalid-encoding',
  reason: 'expected UTF-8, found other bytes: save the file as UTF-8',
};
