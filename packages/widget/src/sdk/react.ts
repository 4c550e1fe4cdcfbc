/** The widget in a React app: as long as the component is there, so is the widget. */
import { useEffect, useState } from 'react';
import {
  commands,
  createUnderstudy,
  type Facts,
  type Identity,
  type Understudy as Commands,
  type UnderstudyOptions,
} from './index.ts';

/** Puts the widget on the page while the component is there, and gives what it can be told. */
export function useUnderstudy(options: UnderstudyOptions): Commands {
  const [understudy] = useState(commands);
  const { base_url, workspace, locale, release, share_page } = options;
  useEffect(() => {
    createUnderstudy(options);
    // The visitor keeps their conversation when the component comes back.
    return () => understudy.shutdown({ keep_visitor: true });
    // The rest may change while the widget is there, see below.
  }, [base_url, workspace]);
  useEffect(() => {
    understudy.update({
      ...(locale !== undefined && { locale }),
      ...(release !== undefined && { release }),
      ...(share_page !== undefined && { share_page }),
    });
  }, [locale, release, share_page]);
  return understudy;
}

export interface UnderstudyProps extends UnderstudyOptions {
  /** Keep it the same object as long as it is the same person. */
  readonly identity?: Identity;
  /** What the page says of itself, such as `{ plan: 'free' }`. */
  readonly context?: Facts;
}

/** Draws nothing by itself: the widget has its own place on the page. */
export function Understudy({ identity, context, ...options }: UnderstudyProps): null {
  const understudy = useUnderstudy(options);
  // Another widget knows nothing of what the last one was told.
  const widget = [options.base_url, options.workspace];
  useEffect(() => {
    if (identity) understudy.identify(identity);
  }, [identity, ...widget]);
  const facts = JSON.stringify(context);
  useEffect(() => {
    if (facts) understudy.context(JSON.parse(facts) as Facts);
  }, [facts, ...widget]);
  return null;
}
