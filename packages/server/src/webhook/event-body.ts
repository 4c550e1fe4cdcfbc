/** The body of an event as it is sent and signed: type, time and data as JSON, below 20 KB. */
const MOST_BYTES = 20_000;
const LONGEST_TEXT = 2_000;

export function bodyOf(type: string, data: object, at: Date): string {
  const timestamp = at.toISOString();
  const body = JSON.stringify({ type, timestamp, data }, shortened);
  if (Buffer.byteLength(body) < MOST_BYTES) return body;
  // Ids and other small things name what happened; the rest is read through the API.
  const small = Object.entries(data).filter(([, value]) => JSON.stringify(value ?? null).length < 200);
  return JSON.stringify({ type, timestamp, data: { ...Object.fromEntries(small), is_cut: true } });
}

const shortened = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
