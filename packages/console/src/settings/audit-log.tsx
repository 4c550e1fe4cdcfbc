import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { AuditLogCategory, AuditLogEntry } from '@understudy/contract';
import { Download, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { apiKeysQuery, auditLogQuery, membersQuery } from '../api/queries.ts';
import { routes } from '../api/routes.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { clock, day } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { actionWords, CATEGORIES, detailLines, verificationWords } from './audit-log-words.ts';

/** Who did what, for owners. Read once somebody asks for it. */
export function AuditLog() {
  const [shown, setShown] = useState(false);
  return (
    <Section
      id="audit-log"
      title="Audit log"
      lead="Who did what. Each entry carries a hash of all before it, so that none can be changed or taken away unnoticed."
    >
      <div className="flex flex-wrap gap-2">
        {!shown && (
          <Button size="medium" onClick={() => setShown(true)}>
            Show the log
          </Button>
        )}
        <Verify />
        <a href={`${routes.listAuditLog.path}/export`} download className={buttonClass('plain', 'medium')}>
          <Download className="size-4" aria-hidden /> Export
        </a>
      </div>
      {shown && <Entries />}
    </Section>
  );
}

function Verify() {
  const verify = useMutation({ mutationFn: () => call('verifyAuditLog', {}) });
  const found = verify.data;
  return (
    <>
      <Button size="medium" disabled={verify.isPending} onClick={() => verify.mutate()}>
        <ShieldCheck className="size-4" aria-hidden /> {verify.isPending ? 'Verifying …' : 'Verify'}
      </Button>
      <div role="status" className="order-last w-full text-sm empty:hidden">
        {verify.isError && <p className="text-bad">{verify.error.message}</p>}
        {found && (
          <>
            <p className={found.ok ? 'text-good' : 'font-medium text-bad'}>{verificationWords(found)}</p>
            <p className="mt-1 text-xs text-muted">
              Head {found.head.seq}: <code className="font-mono break-all">{found.head.hash}</code>. Note it
              elsewhere; <code className="font-mono">understudy audit verify --head</code> finds out later
              whether the end was cut off.
            </p>
          </>
        )}
      </div>
    </>
  );
}

function Entries() {
  const [category, setCategory] = useState<AuditLogCategory | ''>('');
  const [actor, setActor] = useState('');
  const list = useInfiniteQuery(auditLogQuery(category, actor));
  const people = useQuery(membersQuery).data?.items ?? [];
  const keys = useQuery(apiKeysQuery).data?.items ?? [];
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="mt-4 flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Choice
          label="Kind"
          value={category}
          onChange={(event) => setCategory(event.target.value as AuditLogCategory | '')}
        >
          <option value="">All</option>
          {Object.entries(CATEGORIES).map(([id, text]) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </Choice>
        <Choice label="Person or key" value={actor} onChange={(event) => setActor(event.target.value)}>
          <option value="">Everybody</option>
          {[...people, ...keys].map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
      </div>
      {list.isPending && <Skeleton rows={4} className="h-10" />}
      {list.isError && <Failed error={list.error} what="The audit log" onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <p className="text-sm text-muted">Nothing of this kind yet.</p>}
      <ul className="divide-y divide-line" aria-label="Entries of the audit log">
        {items.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ul>
      <ShowMore list={list} className="self-start" />
    </div>
  );
}

function Entry({ entry }: { entry: AuditLogEntry }) {
  const { seq, at, actor, action, outcome, subject, detail } = entry;
  return (
    <li className="py-2 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{actionWords(action)}</span>
        <span className="text-muted">{actor.name ?? actor.kind}</span>
        {outcome !== 'done' && outcome !== 'begun' && <Badge tone="warn">{outcome}</Badge>}
        <span className="figures ml-auto text-xs text-muted">
          {day(at)}, {clock(at)} · {seq}
        </span>
      </div>
      <div className="text-xs break-words text-muted">
        {subject && <p className="font-mono">{subject.id}</p>}
        {detail === null ? (
          <p>Details were erased.</p>
        ) : (
          detailLines(detail).map((line) => <p key={line}>{line}</p>)
        )}
      </div>
    </li>
  );
}
