import { useQuery } from '@tanstack/react-query';
import type { GlossaryEntry } from '@understudy/contract';
import { glossaryQuery, meQuery } from '../api/queries.ts';
import { KnowledgeTabs } from '../knowledge/knowledge-tabs.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { AddEntry } from './add-entry.tsx';
import { EntryRow } from './entry-row.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { useGlossary } from './use-glossary.ts';

export function GlossaryPage() {
  const glossary = useQuery(glossaryQuery);
  const me = useQuery(meQuery).data;
  const { change, dismiss, isDismissed } = useGlossary();
  const mayChange = me !== undefined && me.role !== 'agent';
  const proposals = glossary.data?.proposals.filter(({ term }) => !isDismissed(term)) ?? [];
  return (
    <Page
      title="Glossary"
      lead="What customers call a thing, and what your team calls it. A word that is on is understood as its meaning."
    >
      <KnowledgeTabs />
      {glossary.isPending && <Skeleton rows={4} className="h-14" />}
      {glossary.isError && (
        <Failed error={glossary.error} what="The glossary" onRetry={() => void glossary.refetch()} />
      )}
      {glossary.data && (
        <>
          <Section
            title="Proposed"
            lead="Words of at least three customers for which your answers have another one."
          >
            {proposals.length === 0 && <p className="text-sm text-muted">Nothing is proposed now.</p>}
            <ul className="divide-y divide-line">
              {proposals.map((proposal) => (
                <ProposalCard
                  key={proposal.term}
                  proposal={proposal}
                  mayChange={mayChange}
                  onAccept={() => {
                    const { term, meaning } = proposal;
                    void change({ term, meaning, state: 'on' }, `“${term}” now means “${meaning}”.`, null);
                  }}
                  onDismiss={() => dismiss(proposal)}
                />
              ))}
            </ul>
          </Section>
          <Section title="Words" lead="Switch one off, and everything is as if it had never been on.">
            {glossary.data.entries.length === 0 && <p className="text-sm text-muted">No words yet.</p>}
            <Entries entries={glossary.data.entries} mayChange={mayChange} onChange={change} />
            {mayChange ? (
              <AddEntry entries={glossary.data.entries} onChange={change} />
            ) : (
              <p className="mt-3 text-xs text-muted">Leads and owners change the glossary.</p>
            )}
          </Section>
        </>
      )}
    </Page>
  );
}

interface EntriesProps {
  readonly entries: readonly GlossaryEntry[];
  readonly mayChange: boolean;
  readonly onChange: ReturnType<typeof useGlossary>['change'];
}

function Entries({ entries, mayChange, onChange }: EntriesProps) {
  return (
    <ul className="divide-y divide-line">
      {entries.map((entry) => (
        <EntryRow
          key={entry.term}
          entry={entry}
          mayChange={mayChange}
          onState={(state) => void onChange({ ...entry, state }, `“${entry.term}” is ${state} now.`, entry)}
          onMeaning={(meaning) =>
            void onChange({ ...entry, meaning }, `“${entry.term}” now means “${meaning}”.`, entry)
          }
        />
      ))}
    </ul>
  );
}
