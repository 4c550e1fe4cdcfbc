/** When an e-mail that the mail server did not take now is tried again: within a day, or never. */
import { MailError } from './mailer.ts';

/** After each failure, until the next try. */
const DELAYS_MIN = [1, 5, 15, 60, 180, 360, 720];
const MINUTE_MS = 60_000;

/** Null where trying again would not help. `tries`: before this one. */
export function nextTryAt(
  refusal: MailError | null,
  { tries, at }: { readonly tries: number; readonly at: Date },
): Date | null {
  const delay_min = DELAYS_MIN[tries];
  if (refusal === null || refusal.is_final || delay_min === undefined) return null;
  return new Date(at.getTime() + delay_min * MINUTE_MS);
}

/** Null where it was sent. Other errors than the mail server's pass through. */
export async function refusalOf(sending: Promise<void>): Promise<MailError | null> {
  try {
    await sending;
    return null;
  } catch (error) {
    if (error instanceof MailError) return error;
    throw error;
  }
}
