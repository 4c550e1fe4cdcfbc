import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { factFieldsQuery, meQuery } from '../api/queries.ts';
import { KnowledgeTabs } from '../knowledge/knowledge-tabs.tsx';
import { CopyCode } from '../ui/copy-code.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { useNow } from '../ui/use-now.ts';
import { FieldList } from './field-list.tsx';
import { ReleaseList } from './release-list.tsx';
import { tellExample } from './words.ts';

/** What is known around questions besides their words, and which of it the AI agent learns from. */
export function ContextPage() {
  const fields = useQuery(factFieldsQuery);
  const me = useQuery(meQuery).data;
  const now_ms = useNow();
  const mayChange = me !== undefined && me.role !== 'agent';
  return (
    <Page
      title="Context"
      lead="What your own systems tell of a customer’s account. The same words may need another answer on another plan: the AI agent learns where that is so."
    >
      <KnowledgeTabs />
      <Section
        title="Account facts"
        lead="As they came; types are inferred. A switch says whether the AI agent learns from a field. Facts count only for verified customers."
      >
        {fields.isPending && <Skeleton rows={4} className="h-12" />}
        {fields.isError && (
          <Failed error={fields.error} what="Account facts" onRetry={() => void fields.refetch()} />
        )}
        {fields.data?.items.length === 0 && (
          <p className="mb-3 text-sm text-muted">Nothing was told of any account yet.</p>
        )}
        {fields.data && <FieldList fields={fields.data.items} mayChange={mayChange} />}
        {fields.data && fields.data.items.length > 0 && <AboutTheSwitch mayChange={mayChange} />}
      </Section>
      <Section
        title="How to tell"
        lead="From your backend, whenever something changes. The newest word about a fact wins."
      >
        <CopyCode
          code={tellExample(location.origin, new Date(now_ms).toISOString())}
          label="the command for an account"
        />
        <p className="mt-2 text-sm text-muted">
          The key needs the scope <code className="font-mono text-xs">context:write</code> (
          <Link to="/settings" hash="api-keys" className="text-accent underline underline-offset-2">
            Settings, API keys
          </Link>
          ). Many at once: up to 1,000 as <code className="font-mono text-xs">{'{"items": […]}'}</code>, or
          one a line as <code className="font-mono text-xs">application/x-ndjson</code>.
        </p>
      </Section>
      <ReleaseList now_ms={now_ms} />
    </Page>
  );
}

/** What switching off does, and what it does not. */
function AboutTheSwitch({ mayChange }: { mayChange: boolean }) {
  return (
    <p className="mt-3 border-t border-line pt-3 text-xs text-muted">
      {mayChange
        ? 'Off: the next question is asked without it.'
        : 'Leads and owners switch fields off and on.'}{' '}
      What was learned from a field before stays with its lessons until these are taken back or their
      conversations are gone, but no new question brings it up.
    </p>
  );
}
