import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { passwordHint } from './password-hint.ts';

export function OwnerForm({ token }: { token: string }) {
  const [password, setPassword] = useState('');
  const setup = useMutation({
    mutationFn: (form: FormData) =>
      call('setup', {
        body: {
          token,
          password,
          name: formText(form, 'name'),
          email: formText(form, 'email'),
          workspace_name: formText(form, 'workspace'),
        },
      }),
    onSuccess: (me) => queryClient.setQueryData(keys.me, me),
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setup.mutate(new FormData(event.currentTarget));
      }}
    >
      <Field label="Your name" name="name" required maxLength={100} autoComplete="name" />
      <Field label="E-mail" name="email" type="email" required maxLength={200} autoComplete="username" />
      <Field
        label="Password"
        type="password"
        required
        minLength={10}
        maxLength={200}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        hint={<span aria-live="polite">{passwordHint(password).text}</span>}
      />
      <Field
        label="Workspace"
        name="workspace"
        required
        maxLength={100}
        placeholder="Your company or product"
        autoComplete="organization"
      />
      {setup.isError && (
        <p role="alert" className="text-sm text-bad">
          {setup.error.message}
        </p>
      )}
      <Button
        type="submit"
        kind="primary"
        size="medium"
        disabled={setup.isPending || !passwordHint(password).ok}
      >
        Create the workspace
      </Button>
    </form>
  );
}
