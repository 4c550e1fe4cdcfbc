/**
 * An alarm for each certificate that was locked, and its end once the cells are certified anew.
 *
 * One lock may close several cells: they are one alarm. It is raised once, also where a person settles it before it is
 * over. Call it when the model has learned something.
 */
import type { CellCertificate } from '@understudy/engine';
import type { Parts } from './parts.ts';
import { raiseAlarm, settleAlarmOf } from './raise-alarm.ts';
import * as store from './store/index.ts';

const KIND = 'certificate-locked';

export async function tellLocks(
  parts: Pick<Parts, 'jobs' | 'now_ms'>,
  tx: store.Tx,
  given: { readonly workspace_id: string; readonly certificates: readonly CellCertificate[] },
): Promise<void> {
  const { workspace_id, certificates } = given;
  const closed = Map.groupBy(
    certificates.filter(({ locked }) => locked !== null),
    keyOf,
  );
  const known = await store.listAlarmKeys(tx, { kind: KIND, keys: [...closed.keys()] });
  for (const { key, is_open } of known)
    if (is_open && !closed.has(key))
      await settleAlarmOf(parts, tx, { workspace_id, key, note: 'It is certified anew.' });
  const raised = new Set(known.map(({ key }) => key));
  for (const [key, cells] of closed) {
    const lock = cells[0]?.locked;
    if (raised.has(key) || lock === null || lock === undefined) continue;
    const names = cells.map(({ cell }) => cell).join(', ');
    await raiseAlarm(parts, tx, {
      workspace_id,
      key,
      kind: KIND,
      severity: 'acts',
      title: `No longer certified: ${names}`,
      text: `${lock.why} ${lock.unlocks}`,
      done: `Answers of this kind (${names}) go to people as drafts.`,
      link: '/autonomy',
    });
  }
}

const keyOf = ({ locked }: CellCertificate): string => `lock ${locked?.scope} ${locked?.since.seq}`;
