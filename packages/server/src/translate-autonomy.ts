/** Where autonomy stands, as people and programs read it. */
import type * as wire from '@understudy/contract';
import {
  type CellCertificate,
  EVIDENCE_LEVELS,
  type NamedTopic,
  type PastDecision,
  type PolicyEffect,
  type TopicStanding,
  thresholdInForce,
} from '@understudy/engine';
import type * as rows from './store/index.ts';
import { toWireCertificate } from './translate-certificate.ts';

const MOST_RESOLUTIONS = 20;

export function toWireCell(certificate: CellCertificate): wire.AutonomyCell {
  return {
    ...toWireCertificate(certificate),
    cell: certificate.cell as wire.AutonomyCell['cell'],
    levels: EVIDENCE_LEVELS.map((level) => ({ level, threshold: thresholdInForce(certificate, level) })),
  };
}

export function toWireTopicAutonomy(
  { id, terms, tickets, provisional }: NamedTopic,
  { autonomy, switches, resolutions }: TopicStanding,
  { topics, changes }: { readonly topics: ReadonlySet<string>; readonly changes: LastChanges },
): wire.TopicAutonomy {
  const allowed = (most: 'answer' | 'draft' | 'hand_off') =>
    resolutions.filter((each) => each.allowed === most).length;
  return {
    id,
    name: terms.join(', '),
    tickets,
    provisional,
    autonomy,
    // What was joined has no topic of its own any more; what it was split from has.
    is_own: switches.some(({ topic_id }) => topic_id === id || !topics.has(topic_id)),
    last_change: changes.get(`topics.${id}`) ?? null,
    resolutions: resolutions.slice(0, MOST_RESOLUTIONS).map(({ reasons, ...resolution }) => ({
      ...resolution,
      missing: reasons.map(({ text }) => text),
    })),
    counts: { answer: allowed('answer'), draft: allowed('draft'), hand_off: allowed('hand_off') },
  };
}

/** By the name of the setting; a part of it by both names. */
export type LastChanges = ReadonlyMap<string, wire.LastChange>;

/** `entries`: of settings, newest first. */
export function lastChanges(entries: readonly wire.AuditLogEntry[]): LastChanges {
  const changes = new Map<string, wire.LastChange>();
  for (const { at, actor, detail, outcome } of entries) {
    const changed = outcome === 'done' ? detail?.['changes'] : null;
    for (const name of Object.keys(changed ?? {}))
      if (!changes.has(name)) changes.set(name, { at, by: actor.name });
  }
  return changes;
}

/** What stands in the row is what an engine decided. */
export const toPastDecision = (row: rows.PastDecision): PastDecision => row as PastDecision;

export function toWirePreview(effect: PolicyEffect): wire.AutonomyPreview {
  const { certificates, ...counts } = effect;
  return { ...counts, cells: certificates.map(toWireCell), text: textOf(effect) };
}

function textOf({ concerned, before, after, gained, lost }: PolicyEffect): string {
  const asked = `Of ${concerned} questions of the last 90 days that this is about`;
  if (gained.answered + lost.answered === 0) {
    return concerned === 0
      ? 'No question of the last 90 days is about this.'
      : `${asked}, none would have been handled otherwise.`;
  }
  const told = `${asked}, it would have answered ${lost.answered} fewer and ${gained.answered} more alone`;
  return `${told}: ${after.answered} instead of ${before.answered} of all.${known('more', gained)}${known('fewer', lost)}`;
}

function known(which: 'more' | 'fewer', { labelled, right }: PolicyEffect['gained']): string {
  return labelled === 0 ? '' : ` Of those ${which}, ${labelled} are labelled: ${right} were right.`;
}
