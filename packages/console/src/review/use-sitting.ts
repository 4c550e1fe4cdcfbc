/** Counts what the person presses while the review is open. A click counts as a key; a click made by a key counts once. */
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  beginSitting,
  countDecisions,
  countKey,
  type Pace,
  paceOf,
  type Sitting,
  uncountDecision,
} from './sitting.ts';

const MODIFIERS = new Set(['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'CapsLock']);

export function useSitting() {
  // A key changes nothing on the screen: only a decision does.
  const sitting = useRef<Sitting | null>(null);
  const [pace, setPace] = useState<Pace | null>(null);
  const change = useCallback((next: (before: Sitting, now_ms: number) => Sitting) => {
    const now_ms = performance.now();
    sitting.current = next(sitting.current ?? beginSitting(now_ms), now_ms);
    return sitting.current;
  }, []);
  useEffect(() => {
    change((before) => before);
    const onKey = (event: KeyboardEvent) => {
      if (!MODIFIERS.has(event.key)) change(countKey);
    };
    const onClick = (event: MouseEvent) => {
      if (event.detail > 0) change(countKey);
    };
    // Before the shortcut that it means is run.
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('click', onClick, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('click', onClick, true);
    };
  }, [change]);
  const onDecided = useCallback(
    (lessons: number) => setPace(paceOf(change((before, now_ms) => countDecisions(before, lessons, now_ms)))),
    [change],
  );
  const onUndone = useCallback(() => setPace(paceOf(change(uncountDecision))), [change]);
  return { pace, onDecided, onUndone };
}
