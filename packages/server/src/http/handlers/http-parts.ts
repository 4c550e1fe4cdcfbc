/** What handlers are given: the ports of the steps, and what only HTTP needs. */
import type { Libraries } from '../../libraries.ts';
import type { MailPorts } from '../../mail/ports.ts';
import type { Parts } from '../../parts.ts';
import type { WebhookPorts } from '../../webhook/ports.ts';
import type { IdentifyParts } from '../identify.ts';
import type { RecordingTokens } from '../recording-token.ts';

export interface HttpParts extends Parts, MailPorts, WebhookPorts, IdentifyParts {
  readonly libraries: Libraries;
  readonly recordings: RecordingTokens;
  readonly version: string;
  /** The sample desk: documents and tickets that a new installation may load. */
  readonly sample_dir: string;
}
