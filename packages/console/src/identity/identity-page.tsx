import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { identityQuery, meQuery } from '../api/queries.ts';
import { buttonClass } from '../ui/button.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { CheckToken } from './check-token.tsx';
import { CodeExamples } from './code-examples.tsx';
import { RequireIdentity } from './require-identity.tsx';
import { SigningKeys } from './signing-keys.tsx';

/** Who a visitor is: everybody may check a token, leads see keys and say whether one is required, owners make keys. */
export function IdentityPage() {
  const role = useQuery(meQuery).data?.role;
  const mayLead = role === 'owner' || role === 'lead';
  const identity = useQuery({ ...identityQuery, enabled: mayLead });
  const newest = identity.data?.keys.find(({ retired_at }) => retired_at === null);
  return (
    <Page
      title="Identity"
      lead="Your server signs who a visitor is. Only then may the AI agent look at what belongs to their account."
      actions={
        <Link to="/settings" className={buttonClass('plain', 'medium')}>
          <ArrowLeft className="size-4" aria-hidden /> Settings
        </Link>
      }
    >
      {mayLead && identity.isPending && <Skeleton rows={2} className="h-24" />}
      {identity.isError && (
        <Failed error={identity.error} what="Signing keys" onRetry={() => void identity.refetch()} />
      )}
      {identity.data && (
        <>
          <SigningKeys keys={identity.data.keys} owner={role === 'owner'} />
          <RequireIdentity identity={identity.data} />
        </>
      )}
      <CheckToken />
      <Section title="Sign on your server" lead="Never on the page: whoever has the secret can be anybody.">
        <CodeExamples kid={newest?.id ?? 'idk_…'} />
      </Section>
    </Page>
  );
}
