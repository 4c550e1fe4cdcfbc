/** What people said of questions' stakes, as the ledger tells it. */
import { sql } from 'kysely';
import { json, type Tx } from './tables.ts';

export interface StakesLabelRow {
  readonly question_id: string;
  readonly class: string | null;
}

/** The newest word about each of these questions, by question. */
export async function listStakesLabels(
  tx: Tx,
  questionIds: readonly string[],
): Promise<ReadonlyMap<string, StakesLabelRow>> {
  if (questionIds.length === 0) return new Map();
  const { rows } = await sql<StakesLabelRow>`
    select distinct on (question_id) question_id, payload -> 'label' ->> 'class' as class from events
    where kind = 'stakes-labelled' and payload ? 'label'
      and question_id in (select jsonb_array_elements_text(${json(questionIds)}))
      and seq not in (select jsonb_array_elements_text(payload -> 'forgotten')::bigint from events
        where kind = 'events-forgotten' and payload ? 'forgotten')
    order by question_id, seq desc
  `.execute(tx);
  return new Map(rows.map((row) => [row.question_id, row]));
}
