/** Questions of the past with their vectors, for deciding them again; and what is known of their right answers. */
import { sql } from 'kysely';
import { toVector } from './ledger.ts';
import { json, type Tx } from './tables.ts';

export interface PastQuestion {
  readonly decision_id: string;
  readonly question: unknown;
  readonly at: Date;
}

const QUESTIONS_A_PAGE = 500;

/** Without their vectors. Newest first, at most `QUESTIONS_A_PAGE`, older than `before`. */
export async function pastQuestions(
  tx: Tx,
  args: {
    readonly since: Date;
    readonly before: Pick<PastQuestion, 'at' | 'decision_id'> | null;
    readonly limit: number;
  },
): Promise<PastQuestion[]> {
  const { before } = args;
  let select = tx
    .selectFrom('decisions')
    .select(['id as decision_id', 'question', 'at'])
    .where('at', '>=', args.since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(Math.min(args.limit, QUESTIONS_A_PAGE));
  if (before !== null)
    select = select.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(before.at, before.decision_id)));
  return select.execute();
}

/** By the question's id, as far as they are kept. */
export async function findVectors(
  tx: Tx,
  args: { readonly question_ids: readonly string[]; readonly encoder_id: string },
): Promise<ReadonlyMap<string, Float32Array>> {
  if (args.question_ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('question_vectors')
    .select(['question_id', 'vector'])
    .where('question_id', 'in', args.question_ids)
    .where('encoder_id', '=', args.encoder_id)
    .execute();
  return new Map(rows.map((row) => [row.question_id, toVector(row.vector)]));
}

export interface KnownVerdict {
  readonly decision_id: string;
  readonly resolution_id: string;
  readonly right: boolean;
}

/**
 * What people said of these decisions' resolutions: audits and their corrections, marks in the inbox, drafts that were
 * sent as they were, and what the conversation's approved lessons name.
 */
export async function knownVerdicts(tx: Tx, decisionIds: readonly string[]): Promise<KnownVerdict[]> {
  if (decisionIds.length === 0) return [];
  const { rows } = await sql<KnownVerdict>`
    with asked as (
      select d.* from decisions d
      where d.id in (select jsonb_array_elements_text(${json(decisionIds)}))
    )
    select d.id as decision_id, d.resolution_id, a.verdict = 'right' as right
      from asked d join audits a on a.decision_id = d.id
      where a.verdict in ('right', 'wrong', 'harmless') and d.resolution_id is not null
    union all
    select d.id, a.correction ->> 'resolution_id', true
      from asked d join audits a on a.decision_id = d.id where a.correction ? 'resolution_id'
    union all
    select d.id, d.resolution_id, false
      from asked d join outcomes o on o.conversation_id = d.conversation_id and o.decision_id = d.id
      where o.kind = 'marked-wrong' and d.resolution_id is not null
    union all
    select d.id, d.resolution_id, true
      from asked d where d.draft_state = 'accepted' and d.resolution_id is not null
    union all
    select d.id, l.resolution_id, true
      from asked d join lessons l on l.conversation_id = d.conversation_id
      where l.status = 'approved' and l.source = 'human-reply'
  `.execute(tx);
  return rows;
}
