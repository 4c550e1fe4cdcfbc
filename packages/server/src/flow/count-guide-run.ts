/**
 * A page tells how far somebody came with a guide. One that too many did not find their way with is broken, and offered to
 * nobody from then on. Errors: `FlowError` not-found.
 */
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { brokenGuideKey, isBroken } from '../guide-health.ts';
import type { Parts } from '../parts.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import * as store from '../store/index.ts';

export async function countGuideRun(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  given: Omit<store.GuideRunReport, 'at' | 'customer_id'> & {
    readonly workspace_id: string;
    readonly customer_id: string;
  },
): Promise<void> {
  const { workspace_id, customer_id, ...told } = given;
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await store.getGuide(tx, told.guide_id);
    if (row === undefined || row.state === 'proposed') throw new FlowError('not-found', 'No such guide.');
    // A page that was open while another version was approved tells nothing about that one.
    if (row.version !== told.version || told.step >= row.steps.length) return;
    const { conversation_id } = told;
    const conversation = conversation_id === null ? null : await store.getConversation(tx, conversation_id);
    const isOwn = conversation?.customer_id === customer_id;
    await store.holdGuide(tx, { id: row.id, resolution_id: row.resolution_id, at });
    await store.reportGuideRun(tx, {
      ...told,
      customer_id,
      conversation_id: isOwn ? conversation_id : null,
      at,
    });
    if (told.state !== 'broken' || row.state !== 'in-force') return;
    if (!isBroken(await store.countBreaks(tx, row, at))) return;
    await store.setGuide(tx, row.id, { broken_version: row.version });
    await raiseAlarm(parts, tx, {
      workspace_id,
      key: brokenGuideKey(row.id),
      kind: 'broken-guide',
      severity: 'acts',
      title: `A guide is broken: ${row.title}`,
      text: 'Too many people did not find on the page what it points at. The page may have changed: record the guide anew, or say that it works.',
      done: 'It is offered to nobody.',
      link: '/knowledge/guides',
    });
    await announceLearning(tx);
  });
}
