/** The deck in hand and what a person does with it: shown at once, taken back when the server refuses. */
import { useQuery } from '@tanstack/react-query';
import type { Audit, Correction, Verdict } from '@understudy/contract';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { auditsQuery, keys, meQuery, queryClient } from '../api/queries.ts';
import { toast } from '../app/toasts.ts';
import { asJudged, type Deck, mergeDeck, move, nextOpen, progressOf, replace } from './deck.ts';
import { VERDICTS } from './verdicts.ts';

export function useDeck() {
  const list = useQuery(auditsQuery);
  const me = useQuery(meQuery).data?.name ?? '';
  const [deck, setDeck] = useState<Deck>([]);
  const [currentId, setCurrentId] = useState<string>();
  const judgedHere = useRef<{ id: string; sent: Promise<unknown> }[]>([]);
  const open = list.data?.items;
  useEffect(() => {
    if (open) setDeck((before) => mergeDeck(before, open, currentId));
  }, [open, currentId]);
  const current = deck.find((audit) => audit.id === currentId) ?? deck.find((audit) => !audit.judged);

  const undo = useCallback(async () => {
    const last = judgedHere.current.pop();
    if (!last) return;
    try {
      await last.sent;
      const audit = await call('undoVerdict', { params: { id: last.id } });
      setDeck((before) => replace(before, audit));
      setCurrentId(last.id);
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), { tone: 'bad' });
    }
    refresh();
  }, []);

  const judge = useCallback(
    (audit: Audit, verdict: Verdict, correction: Correction | null) => {
      if (audit.judged) return;
      const after = replace(deck, asJudged(audit, verdict, me));
      setDeck(after);
      setCurrentId(nextOpen(after, audit.id) ?? audit.id);
      const body = correction === null ? { verdict } : { verdict, correction };
      const sent = call('judgeAudit', { params: { id: audit.id }, body });
      judgedHere.current.push({ id: audit.id, sent });
      sent.then(
        (stands) => {
          setDeck((before) => replace(before, stands));
          toast(`${VERDICTS[verdict].said}${correction ? ' The correction becomes a lesson.' : ''}`, {
            undo: () => void undo(),
          });
          refresh();
        },
        (error: unknown) => {
          judgedHere.current = judgedHere.current.filter((item) => item.id !== audit.id);
          setCurrentId(audit.id);
          toast(error instanceof Error ? error.message : String(error), { tone: 'bad' });
          // Where somebody else was faster, their verdict is shown.
          void call('getAudit', { params: { id: audit.id } })
            .catch(() => audit)
            .then((stands) => setDeck((before) => replace(before, stands)));
          refresh();
        },
      );
    },
    [deck, me, undo],
  );

  return {
    list,
    current,
    judge,
    undo,
    go: useCallback((step: 1 | -1) => setCurrentId(move(deck, current?.id, step)), [deck, current]),
    progress: useMemo(
      () => progressOf(deck, current?.id, list.data?.counts.open ?? 0),
      [deck, current, list.data],
    ),
  };
}

const refresh = () => void queryClient.invalidateQueries({ queryKey: keys.audits });
