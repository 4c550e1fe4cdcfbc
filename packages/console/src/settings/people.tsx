import { useMutation, useQuery } from '@tanstack/react-query';
import type { Role } from '@understudy/contract';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { membersQuery, meQuery, queryClient } from '../api/queries.ts';
import { toast } from '../app/toasts.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Choice, Field } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { letBack, type Member, SuspendDialog } from './suspend-dialog.tsx';

const ROLES: Record<Role, string> = {
  agent: 'Agent: answers in the inbox',
  lead: 'Lead: also imports, reviews and changes settings',
  owner: 'Owner: also manages people and keys',
};

export function People({ owner }: { owner: boolean }) {
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const me = useQuery(meQuery).data;
  const members = useQuery(membersQuery);
  return (
    <Section id="people" title="People">
      {members.isPending && <Skeleton rows={2} className="h-10" />}
      {members.isError && (
        <Failed error={members.error} what="People" onRetry={() => void members.refetch()} />
      )}
      <ul className="divide-y divide-line">
        {members.data?.items.map((member) => (
          <li key={member.id} className="flex flex-wrap items-center gap-3 py-2.5 first:pt-0">
            <Avatar name={member.name} />
            <span className="min-w-40 flex-1">
              <span className="block truncate font-medium">{member.name}</span>
              <span className="block truncate text-xs text-muted">{member.email}</span>
            </span>
            <span className="flex items-center gap-3 max-sm:ml-10">
              {member.suspended_at && <Badge tone="warn">suspended</Badge>}
              <Badge>{member.role}</Badge>
              {owner && member.id !== me?.id && (
                <SuspendButton member={member} onSuspend={() => setLeaving(member)} />
              )}
            </span>
          </li>
        ))}
      </ul>
      {owner && (
        <Button size="medium" className="mt-3" onClick={() => setAdding(true)}>
          <UserPlus className="size-4" aria-hidden /> Add a person
        </Button>
      )}
      {adding && <AddPerson onClose={() => setAdding(false)} />}
      {leaving && <SuspendDialog member={leaving} onClose={() => setLeaving(null)} />}
    </Section>
  );
}

function SuspendButton({ member, onSuspend }: { member: Member; onSuspend: () => void }) {
  if (member.suspended_at)
    return (
      <Button aria-label={`Let ${member.name} back`} onClick={() => void letBack(member)}>
        Let back
      </Button>
    );
  return (
    <Button kind="danger" aria-label={`Suspend ${member.name}`} onClick={onSuspend}>
      Suspend…
    </Button>
  );
}

function AddPerson({ onClose }: { onClose: () => void }) {
  const [role, setRole] = useState<Role>('agent');
  const add = useMutation({
    mutationFn: (form: FormData) =>
      call('addMember', {
        body: {
          name: formText(form, 'name'),
          email: formText(form, 'email'),
          password: formText(form, 'password'),
          role,
        },
      }),
    onSuccess: (member) => {
      void queryClient.invalidateQueries({ queryKey: membersQuery.queryKey });
      toast(`${member.name} can sign in now`);
      onClose();
    },
  });
  return (
    <Dialog title="Add a person" onClose={onClose}>
      <form
        className="flex flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(new FormData(event.currentTarget));
        }}
      >
        <Field label="Name" name="name" required maxLength={100} autoComplete="off" />
        <Field label="E-mail" name="email" type="email" required maxLength={200} autoComplete="off" />
        <Field
          label="First password"
          name="password"
          type="text"
          required
          minLength={10}
          maxLength={200}
          autoComplete="off"
          hint="At least 10 characters. Tell it to them in person."
        />
        <Choice label="Role" value={role} onChange={(event) => setRole(event.target.value as Role)}>
          {Object.entries(ROLES).map(([id, text]) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </Choice>
        {add.isError && (
          <p role="alert" className="text-sm text-bad">
            {add.error.message}
          </p>
        )}
        <Button type="submit" kind="primary" size="medium" disabled={add.isPending}>
          Add
        </Button>
      </form>
    </Dialog>
  );
}
