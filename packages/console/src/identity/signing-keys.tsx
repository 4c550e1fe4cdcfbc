import { useMutation } from '@tanstack/react-query';
import type { IdentityKey } from '@understudy/contract';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { identityQuery, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CopyCode } from '../ui/copy-code.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { day } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';

const refresh = () => queryClient.invalidateQueries({ queryKey: identityQuery.queryKey });

export function SigningKeys({ keys, owner }: { keys: readonly IdentityKey[]; owner: boolean }) {
  const [creating, setCreating] = useState(false);
  const [retiring, setRetiring] = useState<IdentityKey | null>(null);
  return (
    <Section
      title="Signing keys"
      lead="To rotate: create a second key, sign with it everywhere, then retire the first. Nobody notices."
    >
      {keys.length === 0 && <p className="mb-3 text-sm text-muted">No key yet: nobody can be verified.</p>}
      <ul className="divide-y divide-line">
        {keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5 first:pt-0">
            <span className="min-w-0 flex-1 basis-60">
              <code className="block font-mono text-xs break-all">{key.id}</code>
              <span className="block text-xs text-muted">Created {day(key.created_at)}</span>
            </span>
            {key.retired_at === null ? (
              <Badge tone="good">In use</Badge>
            ) : (
              <Badge>Retired {day(key.retired_at)}</Badge>
            )}
            {owner && key.retired_at === null && (
              <Button kind="danger" onClick={() => setRetiring(key)} aria-label={`Retire ${key.id}`}>
                Retire
              </Button>
            )}
            {owner && key.retired_at !== null && <TakeBack keyId={key.id} />}
          </li>
        ))}
      </ul>
      {owner && (
        <Button size="medium" className="mt-3" onClick={() => setCreating(true)}>
          <KeyRound className="size-4" aria-hidden /> Create a key
        </Button>
      )}
      {creating && <CreateKey onClose={() => setCreating(false)} />}
      {retiring && (
        <RetireKey
          keyId={retiring.id}
          isOnly={keys.filter(({ retired_at }) => retired_at === null).length === 1}
          onClose={() => setRetiring(null)}
        />
      )}
    </Section>
  );
}

function CreateKey({ onClose }: { onClose: () => void }) {
  const create = useMutation({
    mutationFn: () => call('createIdentityKey', {}),
    onSuccess: () => void refresh(),
  });
  return (
    <Dialog title={create.data ? 'Your new signing key' : 'Create a signing key?'} onClose={onClose}>
      <div className="flex flex-col gap-4 overflow-y-auto p-4">
        {create.data ? (
          <>
            <p className="text-sm text-muted">
              Copy the secret now: it is shown this once. Keep it where your server keeps its other secrets,
              and never in a page.
            </p>
            <CopyCode code={create.data.secret} label="the secret" />
            <p className="text-sm text-muted">
              The id goes into each token as its <code className="font-mono text-xs">kid</code>.
            </p>
            <CopyCode code={create.data.id} label="the id" />
            <Button kind="primary" size="medium" onClick={onClose}>
              I have copied it
            </Button>
          </>
        ) : (
          <>
            <p className="text-sm text-muted">
              Keys that are in use stay so. As soon as there are two, each token has to name its own.
            </p>
            {create.isError && (
              <p role="alert" className="text-sm text-bad">
                {create.error.message}
              </p>
            )}
            <Button kind="primary" size="medium" disabled={create.isPending} onClick={() => create.mutate()}>
              Create
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}

const useSetRetired = () =>
  useMutation({
    mutationFn: (asked: { readonly id: string; readonly retired: boolean }) =>
      call('setIdentityKey', { params: { id: asked.id }, body: { retired: asked.retired } }),
    onSuccess: () => void refresh(),
    onError: complain,
  });

function TakeBack({ keyId }: { keyId: string }) {
  const set = useSetRetired();
  const takeBack = () =>
    set.mutate(
      { id: keyId, retired: false },
      {
        onSuccess: () =>
          toast('The key is in use again', { undo: () => set.mutate({ id: keyId, retired: true }) }),
      },
    );
  return (
    <Button aria-label={`Take back into use: ${keyId}`} disabled={set.isPending} onClick={takeBack}>
      Take back into use
    </Button>
  );
}

function RetireKey({ keyId, isOnly, onClose }: { keyId: string; isOnly: boolean; onClose: () => void }) {
  const set = useSetRetired();
  const retire = () =>
    set.mutate(
      { id: keyId, retired: true },
      {
        onSuccess: () => {
          toast('The key is retired', { undo: () => set.mutate({ id: keyId, retired: false }) });
          onClose();
        },
      },
    );
  return (
    <Dialog title="Retire this key?" onClose={onClose}>
      <div className="flex flex-col gap-4 p-4">
        <p className="text-sm text-muted">
          Tokens that it signed are refused from now on; sessions that were started with one end when their
          token would have ended, within the hour. You can take it back into use.
        </p>
        {isOnly && (
          <p className="text-sm text-warn">It is the only key in use: nobody can be verified without it.</p>
        )}
        <div className="flex justify-end gap-2">
          <Button size="medium" onClick={onClose}>
            Keep it
          </Button>
          <Button kind="danger" size="medium" disabled={set.isPending} onClick={retire}>
            Retire
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
