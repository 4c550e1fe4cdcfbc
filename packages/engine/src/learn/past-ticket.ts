/** A ticket of the past as an export has it: the wire's ticket fits this shape. Texts are raw, times ISO or absent. */
type Absent = null | undefined;

export interface PastMessage {
  readonly role: 'customer' | 'agent';
  readonly text: string;
  readonly at?: string | Absent;
  readonly by?: string | Absent;
  readonly peer?: boolean | Absent;
  readonly helpful?: boolean | number | Absent;
}

export interface PastTicket {
  readonly id: string;
  readonly at?: string | Absent;
  readonly text: string;
  readonly topic?: string | Absent;
  readonly resolution?: string | Absent;
  readonly messages: readonly PastMessage[];
  readonly meta: {
    readonly account?: string | Absent;
    readonly kb?: readonly string[] | Absent;
    readonly accepted_kb?: readonly string[] | Absent;
    readonly [key: string]: unknown;
  };
}

/** Where tickets come from, and what their topics stand for: broad categories, or the very issue. */
export interface Origin {
  readonly source: string;
  readonly topics: 'categories' | 'issues';
}

/** The topic of tickets that nobody should learn to answer. */
export const OUT_OF_SCOPE = 'oos';

/** The thread's messages; the ticket's own text comes first unless the thread starts with it. */
export function messagesOf(ticket: PastTicket): readonly PastMessage[] {
  if (ticket.messages[0]?.role === 'customer') return ticket.messages;
  return [{ role: 'customer', text: ticket.text, at: ticket.at }, ...ticket.messages];
}
