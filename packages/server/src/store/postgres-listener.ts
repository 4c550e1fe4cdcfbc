/** One connection that hears notifications for the whole process, made again when it was lost. */
import pg from 'pg';

const RETRY_MS = 500;

interface Hearer {
  readonly hear: (payload: string) => void;
  /** Notifications may have been missed: look at the rows. */
  readonly onReconnect: () => void;
}
export interface Listener {
  listen(
    channel: string,
    hear: (payload: string) => void,
    onReconnect?: () => void,
  ): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export function openListener(config: pg.ClientConfig): Listener {
  const hearers = new Map<string, Set<Hearer>>();
  let client: Promise<pg.Client> | null = null;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<pg.Client> => {
    const next = new pg.Client({ ...config, keepAlive: true });
    next.on('notification', ({ channel, payload }) =>
      hearers.get(channel)?.forEach(({ hear }) => hear(payload ?? '')),
    );
    next.on('error', () => {}); // 'end' follows
    await next.connect();
    next.once('end', reconnect);
    return next;
  };
  const reconnect = () => {
    if (isClosed) return;
    timer = setTimeout(() => {
      client = connect();
      client.then(subscribeAll).catch(reconnect);
    }, RETRY_MS);
  };
  const subscribeAll = async (on: pg.Client) => {
    for (const channel of hearers.keys()) await on.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    for (const set of hearers.values()) for (const { onReconnect } of set) onReconnect();
  };
  return {
    async listen(channel, hear, onReconnect = () => {}) {
      const hearer: Hearer = { hear, onReconnect };
      client ??= connect();
      const on = await client.catch((error: unknown) => {
        client = null;
        throw error;
      });
      await on.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      hearers.set(channel, (hearers.get(channel) ?? new Set()).add(hearer));
      onReconnect();
      return async () => {
        hearers.get(channel)?.delete(hearer);
      };
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await (await client?.catch(() => null))?.end();
    },
  };
}
