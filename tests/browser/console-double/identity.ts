/** Signing keys in the double; the check is the product's own. */
import type { IdentityKey, Result, Settings } from '@understudy/contract';
import { diagnoseIdentity } from '../../../packages/server/src/diagnose-identity.ts';
import { Refusal } from './refusal.ts';

export type DoubleKey = IdentityKey & { readonly secret: string };

export const SECRET = 'understudy_identity_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG';
export const makeIdentityKeys = (): DoubleKey[] => [
  { id: 'idk_0mwzi8n00aHmOUhl', created_at: '2026-03-02T09:00:00.000Z', retired_at: null, secret: SECRET },
  {
    id: 'idk_0kaa8n000Old0Key',
    created_at: '2025-11-02T09:00:00.000Z',
    retired_at: '2026-03-03T09:00:00.000Z',
    secret: 'old',
  },
];

const COUNTS = { conversations: 1_204, unsigned: 301 };
const shown = ({ id, created_at, retired_at }: DoubleKey): IdentityKey => ({ id, created_at, retired_at });

interface IdentityDesk {
  readonly settings: Settings;
  identityKeys: DoubleKey[];
}

export function identityHandlers(desk: IdentityDesk) {
  return {
    getIdentity: (): Result<'getIdentity'> => ({
      required: desk.settings.identity.required,
      keys: desk.identityKeys.map(shown),
      ...COUNTS,
    }),
    createIdentityKey: (): Result<'createIdentityKey'> => {
      const created_at = new Date().toISOString();
      const made = { id: 'idk_0mxnew000FreshKey', created_at, retired_at: null, secret: `${SECRET}_2` };
      desk.identityKeys = [made, ...desk.identityKeys];
      return made;
    },
    setIdentityKey: ({
      params,
      body,
    }: {
      params: { id: string };
      body: { retired: boolean };
    }): Result<'setIdentityKey'> => {
      const retired_at = body.retired ? new Date().toISOString() : null;
      desk.identityKeys = desk.identityKeys.map((key) =>
        key.id === params.id ? { ...key, retired_at } : key,
      );
      const key = desk.identityKeys.find(({ id }) => id === params.id);
      if (!key) throw new Refusal(404, 'not-found');
      return shown(key);
    },
    checkIdentity: ({ body }: { body: { token: string } }): Result<'checkIdentity'> => {
      const keys = desk.identityKeys.map(({ id, secret, retired_at }) => ({
        id,
        secret,
        retired_at: retired_at === null ? null : new Date(retired_at),
      }));
      const { findings, claims } = diagnoseIdentity(body.token.trim(), { keys, now_ms: Date.now() });
      return {
        accepted: findings.every(({ level }) => level !== 'error'),
        findings: [...findings],
        claims: claims && { ...claims },
      };
    },
  };
}
