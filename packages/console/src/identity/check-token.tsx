import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { IdentityCheck, IdentityFinding } from '@understudy/contract';
import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { useEffect, useState } from 'react';
import { call } from '../api/client.ts';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { claimWords, timeWords } from './words.ts';

/** Long enough that a token which is typed is not asked for at each letter. */
const PAUSE_MS = 350;

/** Not kept: a token is as good as a password for as long as it lives. */
const checkQuery = (token: string) =>
  queryOptions({
    queryKey: ['identity', 'check', token],
    queryFn: ({ signal }) => call('checkIdentity', { body: { token } }, signal),
    enabled: token !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });

/** Says of a pasted token what is wrong with it. */
export function CheckToken() {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const check = useQuery(checkQuery(asked));
  return (
    <Section
      title="Check a token"
      lead="Paste one that your server made: what is wrong with it is said in plain words. It is kept nowhere."
    >
      <TextField
        label="Token"
        rows={4}
        maxLength={20_000}
        className="field font-mono text-xs break-all"
        placeholder="eyJhbGciOiJIUzI1NiIs…"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div role="status" aria-busy={check.isFetching} className="mt-3 flex flex-col gap-3">
        {check.isError && <p className="text-sm text-bad">{check.error.message}</p>}
        {asked !== '' && check.data && <Findings check={check.data} />}
      </div>
    </Section>
  );
}

function Findings({ check }: { check: IdentityCheck }) {
  const claims = Object.entries(check.claims ?? {});
  return (
    <>
      <p className={`flex items-center gap-2 font-medium ${check.accepted ? 'text-good' : 'text-bad'}`}>
        {check.accepted ? (
          <CircleCheck className="size-4 shrink-0" aria-hidden />
        ) : (
          <CircleAlert className="size-4 shrink-0" aria-hidden />
        )}
        {check.accepted ? 'This token is accepted.' : 'This token is refused.'}
      </p>
      {check.findings.length > 0 && (
        <ul className="flex flex-col gap-1.5 text-sm">
          {check.findings.map((finding) => (
            <Finding key={finding.code + finding.text} finding={finding} />
          ))}
        </ul>
      )}
      {claims.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {claims.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="font-mono text-xs leading-5 text-muted">{name}</dt>
              <dd className="min-w-0 break-words">
                {claimWords(value)}
                {timeWords(name, value) && <span className="text-muted"> · {timeWords(name, value)}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function Finding({ finding: { level, text } }: { finding: IdentityFinding }) {
  const Icon = level === 'error' ? CircleAlert : Info;
  return (
    <li className="flex gap-2">
      <Icon
        className={`mt-0.5 size-4 shrink-0 ${level === 'error' ? 'text-bad' : 'text-muted'}`}
        aria-hidden
      />
      <span className="min-w-0 break-words">
        {level === 'advice' && <span className="text-muted">Advice: </span>}
        <WithCode text={text} />
      </span>
    </li>
  );
}

/** Names of claims stand between backticks. */
function WithCode({ text }: { text: string }) {
  return text.split('`').map((part, i) =>
    i % 2 === 1 ? (
      <code key={i} className="font-mono text-xs">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
