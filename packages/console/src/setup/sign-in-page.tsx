import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { call } from '../api/client.ts';
import { keys, queryClient, versionQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { CardPage } from './card-page.tsx';
import { safeNext } from './safe-next.ts';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { next } = route.useSearch();
  const { history } = useRouter();
  const version = useQuery(versionQuery).data;
  const signIn = useMutation({
    mutationFn: (form: FormData) =>
      call('signIn', { body: { email: formText(form, 'email'), password: formText(form, 'password') } }),
    onSuccess: (me) => {
      queryClient.clear();
      queryClient.setQueryData(keys.me, me);
      history.push(safeNext(next));
    },
  });
  return (
    <CardPage title="Sign in">
      {version?.setup_done === false && (
        <p className="mb-4 rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn">
          This installation has no owner yet. Open the set-up link that the server printed when it started.
        </p>
      )}
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate(new FormData(event.currentTarget));
        }}
      >
        <Field label="E-mail" name="email" type="email" required autoComplete="username" />
        <Field label="Password" name="password" type="password" required autoComplete="current-password" />
        {signIn.isError && (
          <p role="alert" className="text-sm text-bad">
            {signIn.error.message}
          </p>
        )}
        <Button type="submit" kind="primary" size="medium" disabled={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </CardPage>
  );
}
