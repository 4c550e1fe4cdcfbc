/**
 * Keeps what the checks of words block in an import: an open proposal in Review, and nothing in force.
 *
 * The lesson's row holds what the model would hear. Its resolution is a retired row unless it is known already, and
 * then it stays as it is.
 */
import { type EncodedQuestion, type Resolution, ResolutionLibrary } from '@understudy/engine';
import { toLessonApplied } from './exemplar-row.ts';
import { derivedId } from './ids.ts';
import { keepResolution, type MinedBatch } from './keep-mined.ts';
import type { PendingEvent } from './ledger-codec.ts';
import type { MinedLesson, MinedRow } from './mine-row.ts';
import * as store from './store/index.ts';

/** After `keepMined` of the same batch, whose conversations the lessons name. What is known by its source stays as it was. */
export async function holdMined(tx: store.Tx, batch: MinedBatch): Promise<void> {
  for (const row of batch.mined) {
    const question = row.question === null ? undefined : batch.questions.get(row.question.id);
    if (question === undefined) continue;
    for (const lesson of row.lessons)
      if (lesson.blocked !== null) await hold(tx, batch, { row, lesson, question });
  }
}

interface Held {
  readonly row: MinedRow;
  readonly lesson: MinedLesson;
  readonly question: EncodedQuestion;
}

async function hold(tx: store.Tx, batch: MinedBatch, { row, lesson, question }: Held): Promise<void> {
  const { candidate, author, blocked } = lesson;
  const resolution = proposed(batch.library, candidate);
  const conversation_id = row.ticket?.conversation_id ?? null;
  const { page } = row;
  // Another text of a page is another lesson.
  const revision = page?.is_changed ? [page.hash] : [];
  const source_key = [conversation_id ?? question.id, resolution.id, ...revision].join(' ');
  if (await store.isTaught(tx, source_key)) return;
  const at = new Date(candidate.at_ms ?? batch.now.getTime());
  const isNew = await keepRetired(tx, { resolution, author, at });
  const exemplar_id = derivedId('exemplar', source_key);
  const events: PendingEvent[] = [
    toLessonApplied({ id: exemplar_id, question, resolution }),
    { kind: 'resolution-upserted', resolution },
  ];
  await store.insertLesson(tx, {
    id: derivedId('lesson', source_key),
    kind: isNew ? 'new-resolution' : 'correction',
    stage: 'captured',
    stage_why: blocked?.why ?? '',
    status: 'open',
    findings: store.json(blocked?.findings ?? []),
    proposal: store.json({ events }),
    title: resolution.title,
    question: question.text,
    resolution_id: resolution.id,
    exemplar_id,
    conversation_id,
    author,
    source: candidate.sources[0]?.kind ?? 'human-reply',
    source_key,
    at,
    import_id: batch.import_id,
    page_id: page?.id ?? null,
    page_hash: page?.hash ?? null,
  });
  if (question.vector !== null)
    await store.insertVectors(tx, [
      { question_id: question.id, encoder_id: batch.encoder_id, vector: question.vector },
    ]);
}

/** As a library of its own would make it: the one in force must not know words that nobody has let through. */
function proposed(library: ResolutionLibrary, candidate: MinedLesson['candidate']): Resolution {
  const { resolution } = new ResolutionLibrary().add(candidate);
  const known = library.get(resolution.id);
  if (known === null) return resolution;
  return { ...known, text: resolution.text, links: resolution.links, version: known.version + 1 };
}

/** Whether it is not in force. */
async function keepRetired(
  tx: store.Tx,
  given: { resolution: Resolution; author: string | null; at: Date },
): Promise<boolean> {
  const { id } = given.resolution;
  const known = await store.getResolution(tx, id);
  if (known !== undefined) return known.retired_at !== null;
  await keepResolution(tx, given);
  await store.retireResolution(tx, { id, at: given.at });
  return true;
}
