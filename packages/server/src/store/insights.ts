/** What was found about places and releases, and the search that found it. */
import { type HealthBacktest, MOST_QUESTIONS } from '@understudy/engine';
import { type Selectable, sql } from 'kysely';
import { type InsightSearchTable, type InsightTable, json, type Tx } from './tables.ts';

export type InsightRow = Omit<Selectable<InsightTable>, 'workspace_id'>;
export type FoundInsight = Omit<InsightRow, 'found_at' | 'dismissed_at'>;
export type InsightSearch = Omit<Selectable<InsightSearchTable>, 'workspace_id'>;

export interface CountedQuestion {
  readonly topic: string;
  readonly account: string;
  readonly tokens: readonly string[];
  readonly at: Date;
}

/** First questions of conversations that have a topic, the newest. */
export async function countedQuestions(tx: Tx, since: Date): Promise<CountedQuestion[]> {
  const { rows } = await sql<CountedQuestion>`
    select topic_id as topic, account, tokens, opened_at as at from conversation_figures
    where topic_id is not null and account is not null and opened_at >= ${since}
    order by opened_at desc, conversation_id desc limit ${MOST_QUESTIONS}
  `.execute(tx);
  return rows;
}

/** What a person dismissed stays dismissed, also where it is found again. */
export async function saveInsights(
  tx: Tx,
  args: {
    readonly found: readonly FoundInsight[];
    readonly at: Date;
    readonly tested: number;
    readonly backtest: HealthBacktest;
  },
): Promise<void> {
  const { found, at, tested, backtest } = args;
  for (const { tokens, ...insight } of found) {
    const fresh = { ...insight, tokens: json(tokens), found_at: at };
    const { id: _, ...changes } = fresh;
    await tx
      .insertInto('insights')
      .values(fresh)
      .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(changes))
      .execute();
  }
  const search = { at, tested, backtest: json(backtest) };
  await tx
    .insertInto('insight_searches')
    .values(search)
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(search))
    .execute();
}

export async function lastInsightSearch(tx: Tx): Promise<InsightSearch | undefined> {
  return tx.selectFrom('insight_searches').select(['at', 'tested', 'backtest']).executeTakeFirst();
}

/** Those of the last search, the most surprising first. */
export async function listInsights(tx: Tx): Promise<InsightRow[]> {
  return tx
    .selectFrom('insights')
    .selectAll()
    .where('found_at', '=', tx.selectFrom('insight_searches').select('at'))
    .orderBy('q')
    .orderBy('id')
    .execute();
}

/** Undefined where there is none of this id. */
export async function dismissInsight(
  tx: Tx,
  { id, at }: { readonly id: string; readonly at: Date | null },
): Promise<InsightRow | undefined> {
  return tx
    .updateTable('insights')
    .set({ dismissed_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}
