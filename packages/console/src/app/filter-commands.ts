import type { Command } from './commands.ts';

/** Commands whose title has every word of the text at the start of one of its words first, then anywhere. Keeps order. */
export function filterCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (command: Command): number => {
    const title = ` ${command.title.toLowerCase()}`;
    if (words.every((word) => title.includes(` ${word}`))) return 0;
    return words.every((word) => title.includes(word)) ? 1 : 2;
  };
  return [0, 1].flatMap((wanted) => commands.filter((command) => rank(command) === wanted));
}
