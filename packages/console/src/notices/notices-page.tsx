/** Who hears of alarms and summaries, by e-mail and by webhook. Leads read it, owners change it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { mailQuery, meQuery } from '../api/queries.ts';
import { noticesQuery } from '../api/watch-queries.ts';
import { LeaveGuard } from '../settings/leave-guard.tsx';
import { buttonClass } from '../ui/button.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { NoticesForm } from './notices-form.tsx';
import { Webhooks } from './webhooks.tsx';

export function NoticesPage() {
  const role = useQuery(meQuery).data?.role;
  const mayLead = role === 'owner' || role === 'lead';
  const notices = useQuery({ ...noticesQuery, enabled: mayLead });
  const from = useQuery({ ...mailQuery, enabled: mayLead }).data?.from;
  return (
    <Page
      title="Alarms & webhooks"
      lead="Who hears of it when something needs a person, and how things stand in between."
      actions={
        <Link to="/settings" className={buttonClass('plain', 'medium')}>
          <ArrowLeft className="size-4" aria-hidden /> Settings
        </Link>
      }
    >
      <LeaveGuard />
      {role === 'agent' && <p className="text-sm text-muted">Leads see this page, and owners change it.</p>}
      {mayLead && notices.isPending && <Skeleton rows={2} className="h-40" />}
      {notices.isError && (
        <Failed error={notices.error} what="Notices" onRetry={() => void notices.refetch()} />
      )}
      {notices.data && (
        <NoticesForm notices={notices.data} mayChange={role === 'owner'} canMail={from !== null} />
      )}
      {role === 'owner' && <Webhooks />}
      {role === 'lead' && (
        <Section title="Webhooks">
          <p className="text-sm text-muted">Owners see and change them.</p>
        </Section>
      )}
    </Page>
  );
}
