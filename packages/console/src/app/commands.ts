/**
 * A command is something that the person can do right now: it has a title (command palette), often keys (shortcut),
 * and `run`. Pages offer theirs while they are shown; shortcuts and palette are two ways to the same list.
 */
import { useEffect } from 'react';

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: 'Audit' | 'Review' | 'Conversation' | 'List' | 'Go to' | 'General';
  /** Any of these: a key as in `KeyboardEvent.key`, with `mod+` for Ctrl or Cmd. */
  readonly keys?: readonly string[];
  /** Kept out of the palette, where it makes no sense (next, previous). */
  readonly keysOnly?: boolean;
  /** Its keys work inside a dialog; those of the page behind it rest. */
  readonly inDialog?: boolean;
  readonly run: () => void;
}

export interface Press {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  /** Focus is in a text field. */
  readonly typing: boolean;
  /** Focus is on a link or button, which has its own use for Enter. */
  readonly onControl: boolean;
  /** Focus is in a dialog. */
  readonly inDialog: boolean;
}

/** The command that this press means, or none. Only `mod+` shortcuts work while typing. The latest offer wins. */
export function commandFor(press: Press, commands: readonly Command[]): Command | undefined {
  if (press.alt || (press.typing && !press.mod) || (press.key === 'Enter' && press.onControl))
    return undefined;
  const pressed = press.mod ? `mod+${press.key.toLowerCase()}` : press.key;
  return commands.findLast(
    ({ keys, inDialog = false }) => keys?.includes(pressed) && (inDialog || !press.inDialog),
  );
}

const offers: { commands: readonly Command[] }[] = [];
export const currentCommands = (): readonly Command[] => offers.flatMap((offer) => offer.commands);

const GROUPS: readonly Command['group'][] = ['Audit', 'Review', 'Conversation', 'List', 'Go to', 'General'];
/** As people read them: what concerns the conversation first. */
export const listedCommands = (): readonly Command[] =>
  GROUPS.flatMap((group) => currentCommands().filter((command) => command.group === group));

/** Offers commands as long as the component is shown. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    const offer = { commands };
    offers.push(offer);
    return () => {
      offers.splice(offers.indexOf(offer), 1);
    };
  }, [commands]);
}

export function useShortcuts(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandFor(pressOf(event), currentCommands());
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled]);
}

const WRITTEN_IN = 'textarea, select, input:not([type="radio"], [type="checkbox"])';

function pressOf(event: KeyboardEvent): Press {
  const target = event.target instanceof HTMLElement ? event.target : null;
  return {
    key: event.key,
    mod: event.metaKey || event.ctrlKey,
    alt: event.altKey,
    typing: target !== null && (target.isContentEditable || target.matches(WRITTEN_IN)),
    onControl: target?.closest('a,button,summary,[role="option"]') != null,
    inDialog: target?.closest('[role="dialog"]') != null,
  };
}
