/** Personal data and secrets are cut out of a text before anything keeps it. */
import { redact } from '@understudy/engine';

export function redactText(text: string): string {
  return redact(text).text;
}
