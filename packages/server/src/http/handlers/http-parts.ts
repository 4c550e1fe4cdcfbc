/** What handlers are given: the ports of the steps, and what only HTTP needs. */
import type { Libraries } from '../../libraries.ts';
import type { Parts } from '../../parts.ts';
import type { IdentifyParts } from '../identify.ts';

export interface HttpParts extends Parts, IdentifyParts {
  readonly libraries: Libraries;
  readonly version: string;
  /** The sample desk: documents and tickets that a new installation may load. */
  readonly sample_dir: string;
}
