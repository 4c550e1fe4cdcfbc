/** Ticket files: import from NDJSON and CSV, export to NDJSON. */
export { CSV_FIELDS, type CsvField, type CsvMapping, suggestCsvMapping } from './csv-mapping.ts';
export { type ReadOptions, readTicketFile, type TicketFileRow } from './read-ticket-file.ts';
export { MAX_ROW_BYTES, type RejectionCode, TicketFileError } from './rejection.ts';
export { splitLines, toUtf8 } from './split-lines.ts';
export { writeTickets } from './write-tickets.ts';
