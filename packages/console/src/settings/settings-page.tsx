import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { meQuery, settingsQuery } from '../api/queries.ts';
import { signOut } from '../app/shell.tsx';
import { setTheme, THEMES, useTheme } from '../app/theme.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { AgentForm } from './agent-form.tsx';
import { ApiKeys } from './api-keys.tsx';
import { AuditLog } from './audit-log.tsx';
import { EmbedSnippet } from './embed-snippet.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { MailForm } from './mail-form.tsx';
import { PageForm } from './page-form.tsx';
import { People } from './people.tsx';
import { RetentionForm } from './retention-form.tsx';
import { SectionLinks, useSectionOfAddress } from './section-links.tsx';
import { StakesForm } from './stakes-form.tsx';
import { WidgetForm } from './widget-form.tsx';
import { WorkspaceForm } from './workspace-form.tsx';

/** Agents see themselves and their colleagues; leads change how the AI agent works; owners also people and keys. */
export function SettingsPage() {
  const me = useQuery(meQuery).data;
  const settings = useQuery(settingsQuery);
  const mayLead = me?.role === 'owner' || me?.role === 'lead';
  useSectionOfAddress(me !== undefined && settings.data !== undefined);
  return (
    <Page title="Settings">
      <LeaveGuard />
      {me && <SectionLinks role={me.role} />}
      {settings.isPending && <Skeleton rows={3} className="h-40" />}
      {settings.isError && (
        <Failed error={settings.error} what="Settings" onRetry={() => void settings.refetch()} />
      )}
      {settings.data && mayLead && (
        <>
          <WorkspaceForm settings={settings.data} />
          <AgentForm settings={settings.data} />
          <StakesForm settings={settings.data} />
          <WidgetForm settings={settings.data} />
          <PageForm settings={settings.data} />
        </>
      )}
      <Section id="embed" title="Embed the widget">
        <EmbedSnippet />
      </Section>
      <Section id="identity" title="Identity" lead="Who a visitor is, signed by your server.">
        <Link to="/settings/identity" className={buttonClass('plain', 'medium')}>
          Keys, enforcement and a check
        </Link>
      </Section>
      {settings.data && mayLead && <MailForm settings={settings.data} />}
      {mayLead && (
        <Section id="notices" title="Alarms & webhooks" lead="Who hears of it when something needs a person.">
          <Link to="/settings/notices" className={buttonClass('plain', 'medium')}>
            Addresses, summaries and webhooks
          </Link>
        </Section>
      )}
      <People owner={me?.role === 'owner'} />
      {me?.role === 'owner' && <ApiKeys />}
      {me?.role === 'owner' && <RetentionForm />}
      {me?.role === 'owner' && <AuditLog />}
      {me && (
        <Section id="you" title="You" lead={`${me.name} · ${me.email} · ${me.role}`}>
          <div className="flex flex-wrap items-end justify-between gap-3">
            <ThemeChoice />
            <Button size="medium" onClick={() => void signOut()}>
              Sign out
            </Button>
          </div>
        </Section>
      )}
    </Page>
  );
}

function ThemeChoice() {
  const theme = useTheme();
  const name = useId();
  return (
    <fieldset className="flex flex-wrap gap-4">
      <legend className="mb-1 text-sm font-medium">Theme</legend>
      {THEMES.map((item) => (
        <label key={item} className="flex items-center gap-2 text-sm capitalize">
          <input
            type="radio"
            name={name}
            checked={theme === item}
            onChange={() => setTheme(item)}
            className="accent-(--accent-solid)"
          />
          {item}
        </label>
      ))}
    </fieldset>
  );
}
