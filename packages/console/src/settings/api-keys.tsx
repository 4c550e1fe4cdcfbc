import { useMutation, useQuery } from '@tanstack/react-query';
import type { Result, Scope } from '@understudy/contract';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { apiKeysQuery, queryClient } from '../api/queries.ts';
import { toast } from '../app/toasts.ts';
import { Button } from '../ui/button.tsx';
import { CopyCode } from '../ui/copy-code.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { day } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';

type Key = Result<'listApiKeys'>['items'][number];
/** What each scope lets a key do, in plain words. */
const SCOPES: Readonly<Record<Scope, string>> = {
  'conversations:read': 'Read conversations and what customers wrote',
  'conversations:write': 'Answer customers, take over, resolve',
  'knowledge:read': 'Read what was learned, and all figures',
  'knowledge:write': 'Review lessons, change answers, settle alarms',
  'context:write': 'Tell what is known of accounts',
  import: 'Import tickets',
  export: 'Export conversations and figures',
  'metrics:read': 'Read /metrics',
  admin: 'Everything that owners may do',
};
const SCOPE_NAMES = Object.keys(SCOPES) as Scope[];
const refresh = () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey });

export function ApiKeys() {
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Key | null>(null);
  const list = useQuery(apiKeysQuery);
  return (
    <Section id="api-keys" title="API keys" lead="For the API and the command line.">
      {list.isPending && <Skeleton rows={2} className="h-10" />}
      {list.isError && <Failed error={list.error} what="API keys" onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <p className="mb-3 text-sm text-muted">No keys yet.</p>}
      <ul className="divide-y divide-line">
        {list.data?.items.map((key) => (
          <li key={key.id} className="flex items-center gap-3 py-2.5 first:pt-0">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                {key.name} <code className="font-mono text-xs font-normal text-muted">{key.prefix}…</code>
              </span>
              <span className="block text-xs text-muted">
                {key.scopes.join(', ')} ·{' '}
                {key.last_used_at ? `last used ${day(key.last_used_at)}` : 'never used'}
              </span>
            </span>
            <Button kind="danger" onClick={() => setRevoking(key)} aria-label={`Revoke ${key.name}`}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      <Button size="medium" className="mt-3" onClick={() => setCreating(true)}>
        <KeyRound className="size-4" aria-hidden /> Create a key
      </Button>
      {creating && <CreateKey onClose={() => setCreating(false)} />}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Section>
  );
}

function CreateKey({ onClose }: { onClose: () => void }) {
  const create = useMutation({
    mutationFn: (form: FormData) =>
      call('createApiKey', {
        body: { name: formText(form, 'name'), scopes: SCOPE_NAMES.filter((scope) => form.has(scope)) },
      }),
    onSuccess: () => void refresh(),
  });
  if (create.data) {
    return (
      <Dialog title="Your new key" onClose={onClose}>
        <div className="flex flex-col gap-4 p-4">
          <p className="text-sm text-muted">Copy it now: it is shown this once, and only its hash is kept.</p>
          <CopyCode code={create.data.secret} label="the key" />
          <Button kind="primary" size="medium" onClick={onClose}>
            I have copied it
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="Create a key" onClose={onClose}>
      <form
        className="flex flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(new FormData(event.currentTarget));
        }}
      >
        <Field
          label="Name"
          name="name"
          required
          maxLength={100}
          placeholder="What it is for"
          autoComplete="off"
        />
        <fieldset className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
          <legend className="mb-1 text-sm font-medium">It may</legend>
          {SCOPE_NAMES.map((scope) => (
            <label key={scope} className="flex items-start gap-2 text-sm">
              <input
                type="checkbox"
                name={scope}
                defaultChecked={scope.endsWith(':read')}
                className="mt-1 shrink-0 accent-(--accent-solid)"
              />
              <span className="min-w-0">
                <code className="font-mono text-xs">{scope}</code>
                <span className="block text-xs text-muted">{SCOPES[scope]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {create.isError && (
          <p role="alert" className="text-sm text-bad">
            {create.error.message}
          </p>
        )}
        <Button type="submit" kind="primary" size="medium" disabled={create.isPending}>
          Create
        </Button>
      </form>
    </Dialog>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const revoke = useMutation({
    mutationFn: () => call('revokeApiKey', { params: { id: apiKey.id } }),
    onSuccess: () => {
      void refresh();
      toast(`${apiKey.name} is revoked`);
      onClose();
    },
  });
  return (
    <Dialog title={`Revoke ${apiKey.name}?`} onClose={onClose}>
      <div className="flex flex-col gap-4 p-4">
        <p className="text-sm text-muted">Whatever uses it stops working at once. This cannot be undone.</p>
        {revoke.isError && (
          <p role="alert" className="text-sm text-bad">
            {revoke.error.message}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button size="medium" onClick={onClose}>
            Keep it
          </Button>
          <Button kind="danger" size="medium" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
            Revoke
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
