/** Tells open pages, in the transaction that made it true: the console of everything, a customer's widgets of their own conversations. */
import type { ConsoleEvent, ImportJob, WidgetEvent } from '@understudy/contract';
import {
  type ConversationStatus,
  getConversationRow,
  type Message,
  type PriorityLevel,
  priorityLevels,
  publish,
  type Tx,
} from './store/index.ts';
import { toWireSummary } from './translate.ts';
import { withGuides } from './translate-guide.ts';

/** The audience of the console's stream. */
export const CONSOLE = 'console';

/** Call it last in a transaction: it takes the position in the workspace's stream. */
export async function announceConversation(
  tx: Tx,
  news: {
    readonly conversation_id: string;
    readonly messages?: readonly Message[];
    readonly status?: ConversationStatus;
  },
): Promise<void> {
  const row = await getConversationRow(tx, news.conversation_id);
  if (row === undefined) return;
  const levels =
    row.status === 'waiting'
      ? await priorityLevels(tx, { ids: [row.id], now: row.updated_at })
      : new Map<string, PriorityLevel>();
  const messages = await withGuides(tx, news.messages ?? []);
  const forConsole: ConsoleEvent[] = [
    ...messages.map((message) => ({ type: 'message' as const, message })),
    { type: 'conversation', conversation: toWireSummary(row, levels.get(row.id)) },
  ];
  const forWidget: WidgetEvent[] = messages
    .filter((message) => message.kind !== 'note' && message.kind !== 'event')
    .map((message) => ({ type: 'message' as const, message }));
  const { conversation_id, status } = news;
  if (status !== undefined) forWidget.push({ type: 'status', conversation_id, status });
  await publish(tx, [
    ...forConsole.map((payload) => ({ audience: CONSOLE, payload })),
    ...forWidget.map((payload) => ({ audience: row.customer_id, payload })),
  ]);
}

/** “The AI agent is writing”: heard by this customer's widget only. */
export async function announceTyping(
  tx: Tx,
  writes: { readonly customer_id: string; readonly conversation_id: string; readonly on: boolean },
): Promise<void> {
  const { customer_id: audience, conversation_id, on } = writes;
  const payload: WidgetEvent = { type: 'typing', conversation_id, who: 'ai', on };
  await publish(tx, [{ audience, payload }]);
}

export async function announceLearning(tx: Tx): Promise<void> {
  const payload: ConsoleEvent = { type: 'learning' };
  await publish(tx, [{ audience: CONSOLE, payload }]);
}

export async function announceAudits(tx: Tx): Promise<void> {
  const payload: ConsoleEvent = { type: 'audits' };
  await publish(tx, [{ audience: CONSOLE, payload }]);
}

export async function announceImport(tx: Tx, job: ImportJob): Promise<void> {
  const payload: ConsoleEvent = { type: 'import', job };
  await publish(tx, [{ audience: CONSOLE, payload }]);
}

/** Ends the open streams of somebody who was suspended, on whichever node. */
export async function announceSuspension(tx: Tx, member_id: string): Promise<void> {
  const payload: ConsoleEvent = { type: 'suspended', member_id };
  await publish(tx, [{ audience: CONSOLE, payload }]);
}
