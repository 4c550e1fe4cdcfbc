/** Answers that customers saw: what later outcomes are about. */
import type { DecisionRow } from './decisions.ts';
import type { Tx } from './tables.ts';

const sentAnswers = (tx: Tx) =>
  tx
    .selectFrom('decisions as d')
    .selectAll('d')
    .where('d.action', '=', 'answer')
    .where('d.state', '=', 'sent')
    .where('d.resolution_id', 'is not', null)
    .orderBy('d.at', 'desc')
    .orderBy('d.id', 'desc');

/** The newest answer of the AI agent in this conversation, unless a human agent wrote after it. */
export async function findStandingAnswer(tx: Tx, conversationId: string): Promise<DecisionRow | undefined> {
  const answer = await sentAnswers(tx)
    .where('d.conversation_id', '=', conversationId)
    .limit(1)
    .executeTakeFirst();
  if (answer === undefined) return undefined;
  const reply = await tx
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('author', '=', 'agent')
    .where('kind', '=', 'message')
    .where('at', '>', answer.at)
    .limit(1)
    .executeTakeFirst();
  return reply === undefined ? answer : undefined;
}

/** The same resolution, as answered to this customer in another conversation since then; the newest. */
export async function findEarlierAnswer(
  tx: Tx,
  args: {
    readonly customer_id: string;
    readonly conversation_id: string;
    readonly resolution_id: string;
    readonly since: Date;
  },
): Promise<DecisionRow | undefined> {
  return sentAnswers(tx)
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .where('c.customer_id', '=', args.customer_id)
    .where('c.id', '!=', args.conversation_id)
    .where('d.resolution_id', '=', args.resolution_id)
    .where('d.at', '>=', args.since)
    .limit(1)
    .executeTakeFirst();
}

/** The newest answers that the people of an account got. `account` is the host's name for it, or for one customer. */
export async function listAnswersOfAccount(
  tx: Tx,
  args: { readonly account: string; readonly since: Date; readonly limit: number },
): Promise<DecisionRow[]> {
  return sentAnswers(tx)
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .where((eb) =>
      eb.or([
        eb('u.account', '=', args.account),
        eb('u.external_id', '=', args.account),
        eb('u.id', '=', args.account),
      ]),
    )
    .where('d.at', '>=', args.since)
    .limit(args.limit)
    .execute();
}
