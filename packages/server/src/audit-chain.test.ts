import { describe, expect, test } from 'vitest';
import { BEGINNING, detailHash, entryHash, faultOf } from './audit-chain.ts';
import type { AuditLogEntry } from './store/index.ts';

const SALT = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const DETAIL = '{"actor":"Ada"}';
const entry: AuditLogEntry = {
  workspace_id: 'wsp_1',
  seq: 1,
  at: new Date('2026-11-27T12:00:00.050Z'),
  category: 'sign-in',
  action: 'signIn',
  outcome: 'done',
  actor_kind: 'member',
  actor_id: 'mem_ada',
  via: 'session',
  subject_kind: null,
  subject_id: null,
  detail: DETAIL,
  salt: SALT,
  detail_hash: Buffer.from('8df7ae87c5b720b39f3eed2d0020671052edae59635b0aed597ed74afbd77796', 'hex'),
  prev_hash: BEGINNING.hash,
  hash: Buffer.from('b4f4abfa26a7414030c4fb9a4eb17a5b3a6de47b0ddae897c5c8d3c0297d61b7', 'hex'),
};

describe('hashes of the audit log', () => {
  test('are those that coreutils compute from the lines in docs/audit-log.md', () => {
    expect(detailHash(DETAIL, SALT).toString('hex')).toBe(entry.detail_hash.toString('hex'));
    expect(entryHash(entry).toString('hex')).toBe(entry.hash.toString('hex'));
    expect(faultOf(entry, BEGINNING)).toBeNull();
  });

  test('cover every field but the detail, which has its own', () => {
    const changes: readonly Partial<AuditLogEntry>[] = [
      { workspace_id: 'wsp_2' },
      { at: new Date('2026-11-27T12:00:00.051Z') },
      { category: 'other' },
      { action: 'signOut' },
      { outcome: 'forbidden' },
      { actor_kind: 'stranger' },
      { actor_id: null },
      { via: 'local' },
      { subject_kind: 'member' },
      { subject_id: 'mem_ada' },
      { actor_id: '', via: 'none' },
      { detail_hash: Buffer.alloc(32) },
    ];
    for (const change of changes) expect(faultOf({ ...entry, ...change }, BEGINNING)).toBe('changed');
    expect(faultOf({ ...entry, detail: '{}' }, BEGINNING)).toBe('detail-changed');
    expect(faultOf({ ...entry, detail: null, salt: null }, BEGINNING)).toBeNull();
  });

  test('bind an entry to its place', () => {
    expect(faultOf(entry, { seq: 1, hash: BEGINNING.hash })).toBe('missing');
    expect(faultOf(entry, { seq: 0, hash: Buffer.alloc(32, 1) })).toBe('unlinked');
  });
});
