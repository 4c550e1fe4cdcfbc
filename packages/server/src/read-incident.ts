/** One incident with its evidence, as the contract words it. */
import type { Incident } from '@understudy/contract';
import { bannerFor, evidenceOf } from './incident-words.ts';
import * as store from './store/index.ts';

export async function readIncident(
  tx: store.Tx,
  row: store.IncidentRow,
  topics: ReadonlyMap<string, string>,
): Promise<Incident> {
  const facts = await store.readIncidentFacts(tx, row.id);
  const { conversations, accounts, days, answers } = facts;
  const expected = days.reduce((sum, day) => sum + day.expected, 0);
  const held = await store.getResolutions(tx, row.held);
  const { id, state, title, kind, keys, p, banner, history } = row;
  return {
    id,
    state,
    title,
    kind,
    topic_ids: keys.filter((each) => each.kind === 'topic').map(({ key }) => key),
    terms: keys.filter((each) => each.kind === 'term').map(({ key }) => key),
    first_at: (facts.first_at ?? row.opened_at).toISOString(),
    latest_at: (facts.latest_at ?? row.burst_at).toISOString(),
    conversations,
    accounts,
    expected,
    p,
    evidence: evidenceOf({
      conversations,
      accounts,
      expected,
      first_day: days[0]?.day ?? row.opened_at.toISOString().slice(0, 10),
    }),
    days: [...days],
    consistent_with: row.consistent_with,
    banner,
    suggested_banner: bannerFor(row, topics),
    held: held.map((each) => ({ resolution_id: each.id, title: each.title })),
    suggested_hold: answers.filter(({ resolution_id }) => !row.held.includes(resolution_id)),
    examples: facts.examples.map(({ at, ...each }) => ({ ...each, at: at.toISOString() })),
    history,
  };
}
