/** Keeps when what is certified changed, for the history of certificates: compared with what was noted last. */
import type { CellCertificate } from '@understudy/engine';
import * as store from './store/index.ts';
import { toWireCertificate } from './translate-certificate.ts';

export async function noteCertificates(
  tx: store.Tx,
  given: {
    readonly certificates: readonly CellCertificate[];
    readonly model_version: number;
    readonly at: Date;
  },
): Promise<void> {
  const last = new Map((await store.lastCertificateChanges(tx)).map((row) => [row.cell, row]));
  const changes = given.certificates.flatMap((certificate): store.CertificateChange[] => {
    const { cell, threshold, locked } = certificate;
    const before = last.get(cell)?.threshold ?? null;
    if (threshold === before) return [];
    const change = threshold === null ? 'locked' : before === null ? 'unlocked' : 'moved';
    const why =
      change === 'locked' && locked !== null ? `${cell}: ${locked.why}` : toWireCertificate(certificate).text;
    return [{ model_version: given.model_version, cell, change, threshold, text: why, at: given.at }];
  });
  await store.addCertificateChanges(tx, changes);
}
