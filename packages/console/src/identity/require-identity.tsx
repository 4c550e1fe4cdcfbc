import { useMutation } from '@tanstack/react-query';
import type { IdentityOverview } from '@understudy/contract';
import { call } from '../api/client.ts';
import { identityQuery, queryClient, settingsQuery } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { Section } from '../ui/page.tsx';
import { Switch } from '../ui/switch.tsx';
import { unsignedWords } from './words.ts';

/** Whether visitors who are not verified are served, with what that would have meant. */
export function RequireIdentity({ identity }: { identity: IdentityOverview }) {
  const save = useMutation({
    mutationFn: (required: boolean) => call('updateSettings', { body: { identity: { required } } }),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      return queryClient.invalidateQueries({ queryKey: identityQuery.queryKey });
    },
    onError: complain,
  });
  const change = (required: boolean) =>
    save.mutate(required, {
      onSuccess: () =>
        toast(required ? 'Only verified visitors are served' : 'Everybody is served', {
          undo: () => save.mutate(!required),
        }),
    });
  return (
    <Section title="Serve verified visitors only">
      <div className="flex items-start justify-between gap-4">
        <div className="max-w-2xl text-sm">
          <p>{unsignedWords(identity)}</p>
          <p className="mt-1 text-muted">
            Messages of all others are refused, also of those who have a visitor’s token from before. They can
            still read what was written.
          </p>
        </div>
        <Switch
          label="Serve verified visitors only"
          isOn={save.isPending ? save.variables : identity.required}
          onSwitch={change}
        />
      </div>
    </Section>
  );
}
