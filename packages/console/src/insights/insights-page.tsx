/** Where and when questions come more often than elsewhere, and how accounts fare. */
import { useQuery } from '@tanstack/react-query';
import type { Insights } from '@understudy/contract';
import { Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { insightsQuery } from '../api/watch-queries.ts';
import { SaveRows } from '../charts/frame.tsx';
import { WatchPage } from '../figures/watch-page.tsx';
import { plural } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { AccountHealth } from './account-health.tsx';
import { InsightItem } from './insight-item.tsx';
import { KIND, KINDS, tableOf, testedWords } from './words.ts';

export function InsightsPage() {
  const insights = useQuery(insightsQuery);
  return (
    <WatchPage
      title="Insights"
      lead="Which pages, plans and releases bring questions: for those who build the product."
      page="insights"
      query={insights}
      as_of={insights.data?.as_of}
      hasRange={false}
      actions={insights.data && <SaveRows title="Insights" table={tableOf(insights.data.items)} />}
    >
      {(data) => (
        <>
          <Found insights={data} />
          <AccountHealth />
        </>
      )}
    </WatchPage>
  );
}

function Found({ insights }: { insights: Insights }) {
  const [all, setAll] = useState(false);
  const dismissed = insights.items.filter((each) => each.dismissed).length;
  const shown = insights.items.filter((each) => all || !each.dismissed);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-3xl text-sm text-muted">{testedWords(insights)}</p>
        {dismissed > 0 && (
          <label className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={all}
              onChange={() => setAll(!all)}
              className="accent-(--accent-solid)"
            />
            Show {plural(dismissed, 'dismissed one')}, too
          </label>
        )}
      </div>
      {insights.items.length === 0 && (
        <div className="card">
          <Empty icon={<Lightbulb />} title="Nothing stands out">
            Looked at every night. It needs pages, plans or releases to compare: see Knowledge → Context.
          </Empty>
        </div>
      )}
      <div className="-mb-4 gap-4 2xl:columns-2 [&>*]:mb-4 [&>*]:break-inside-avoid">
        {KINDS.map((kind) => {
          const items = shown.filter((each) => each.kind === kind);
          return (
            items.length > 0 && (
              <Section key={kind} title={KIND[kind].title} lead={KIND[kind].text}>
                <ul className="divide-y divide-line">
                  {items.map((insight) => (
                    <InsightItem key={insight.id} insight={insight} />
                  ))}
                </ul>
              </Section>
            )
          );
        })}
      </div>
    </>
  );
}
