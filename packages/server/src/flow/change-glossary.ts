/**
 * A person says what a word of customers means, and whether that is used. A lesson in force at once as its author's own
 * word, which the model has read when the caller hears of it; saying the same again adds none.
 */
import type { GlossaryEntry } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { fulfilPromises } from '../fulfil-promises.ts';
import { newId } from '../ids.ts';
import { keepChange } from '../keep-change.ts';
import type { Parts } from '../parts.ts';
import type { Reviewer } from '../settle-review.ts';
import * as store from '../store/index.ts';

interface Word {
  readonly workspace_id: string;
  readonly entry: GlossaryEntry;
  readonly by: Reviewer;
}

type Ports = Pick<Parts, 'database' | 'jobs' | 'models' | 'now_ms'>;

/** @throws FlowError `conflict` where the glossary is full */
export async function changeGlossary(parts: Ports, given: Word): Promise<store.GlossaryRow> {
  const { database, models } = parts;
  const { workspace_id, entry } = given;
  const grounds = await groundsOf(parts, given);
  const at = new Date(parts.now_ms());
  const row = await database.asWorkspace(workspace_id, async (tx) => {
    const rows = await store.listGlossary(tx);
    const known = rows.find(({ term }) => term === entry.term);
    if (known?.meaning === entry.meaning && known.state === entry.state) return known;
    if (known === undefined && rows.length >= store.MOST_TERMS)
      throw new FlowError('conflict', `A glossary holds at most ${store.MOST_TERMS} terms.`);
    const { term, ...after } = entry;
    const before = known === undefined ? null : { meaning: known.meaning, state: known.state };
    // Sorts by its time: of two words about one term the later one has to be told later, whenever that is.
    const id = newId('lesson', at.getTime());
    await keepChange(parts, tx, {
      workspace_id,
      kind: 'glossary',
      id,
      resolution: { id: null, title: term },
      question: inWords(entry),
      events: [{ kind: 'glossary-changed', entry }],
      change: { word: { term, before, after, grounds } },
      source_key: `glossary ${id}`,
      by: given.by,
      reason: '',
      at,
    });
    // What an undo has promised before stands below it.
    const words = await store.takeWords(tx);
    const isOwn = (row: store.OutboxRow) => row.id.startsWith(`${id}.`);
    const promises = [...words.filter((row) => !isOwn(row)), ...words.filter(isOwn)];
    await fulfilPromises(tx, { promises, at });
    return { ...entry, at };
  });
  await models.catchUp(workspace_id);
  await database.asWorkspace(workspace_id, (tx) => announceLearning(tx));
  return row;
}

const inWords = ({ term, meaning, state }: GlossaryEntry): string =>
  state === 'on' ? `“${term}” means “${meaning}”.` : `“${term}” is not read as “${meaning}”.`;

/** What spoke for it, where it was proposed just so. */
async function groundsOf(
  { models }: Ports,
  { workspace_id, entry }: Word,
): Promise<store.WordChange['grounds']> {
  const proposed = (await models.jargon(workspace_id)).find(({ term }) => term === entry.term);
  if (proposed?.meaning !== entry.meaning) return null;
  const { accounts, questions, coverage } = proposed;
  return { accounts, questions, coverage };
}
