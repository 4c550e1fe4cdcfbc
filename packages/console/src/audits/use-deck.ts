/** The deck in hand and what a person does with it: shown at once, taken back when the server refuses. */
import { useQuery } from '@tanstack/react-query';
import type { Audit, Correction, Verdict } from '@understudy/contract';
import { useCallback, useMemo, useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { auditsQuery, keys, meQuery, queryClient } from '../api/queries.ts';
import { move, replace } from '../app/deck.ts';
import { complain, toast } from '../app/toasts.ts';
import { asJudged, type Deck, mergeDeck, nextOpen, progressOf } from './deck.ts';
import { VERDICTS } from './verdicts.ts';

export function useDeck() {
  const list = useQuery(auditsQuery);
  const me = useQuery(meQuery).data?.name ?? '';
  const [deck, setDeck] = useState<Deck>([]);
  const [currentId, setCurrentId] = useState<string>();
  const judgedHere = useRef<{ id: string; sent: Promise<unknown> }[]>([]);
  const [known, setKnown] = useState<Deck>();
  const open = list.data?.items;
  if (open && open !== known) {
    setKnown(open);
    setDeck(mergeDeck(deck, open, currentId));
  }
  const current = deck.find((audit) => audit.id === currentId) ?? deck.find((audit) => !audit.judged);

  /** Of this answer, or of the last one that was judged here. */
  const undo = useCallback(async (id?: string) => {
    const last = id ?? judgedHere.current.at(-1)?.id;
    const given = judgedHere.current.find((item) => item.id === last);
    if (!given) return;
    judgedHere.current = judgedHere.current.filter((item) => item !== given);
    try {
      await given.sent;
      const audit = await call('undoVerdict', { params: { id: given.id } });
      setDeck((before) => replace(before, audit));
      setCurrentId(given.id);
    } catch (error) {
      complain(error);
    }
    refresh();
  }, []);

  const judge = useCallback(
    async (audit: Audit, verdict: Verdict, correction: Correction | null) => {
      if (audit.judged) return;
      const after = replace(deck, asJudged(audit, verdict, me));
      setDeck(after);
      setCurrentId(nextOpen(after, audit.id) ?? audit.id);
      const body = correction === null ? { verdict } : { verdict, correction };
      const sent = call('judgeAudit', { params: { id: audit.id }, body });
      judgedHere.current.push({ id: audit.id, sent });
      try {
        const stands = await sent;
        setDeck((before) => replace(before, stands));
        const lesson = correction ? ' The correction becomes a lesson.' : '';
        toast(VERDICTS[verdict].said + lesson, { undo: () => void undo(audit.id) });
      } catch (error) {
        judgedHere.current = judgedHere.current.filter((item) => item.id !== audit.id);
        setCurrentId(audit.id);
        complain(error);
        // Where somebody else was faster, their verdict is shown.
        const stands = await call('getAudit', { params: { id: audit.id } }).catch(() => audit);
        setDeck((before) => replace(before, stands));
      }
      refresh();
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
