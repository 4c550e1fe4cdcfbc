import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { SearchField, useMarked } from '../ui/search-list.tsx';
import { type Command, listedCommands } from './commands.ts';
import { filterCommands } from './filter-commands.ts';

export default function Palette({ onClose }: { onClose: () => void }) {
  const [commands] = useState(() => listedCommands().filter((command) => !command.keysOnly));
  const [text, setText] = useState('');
  const found = filterCommands(commands, text);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const { at, setAt, onKeyDown } = useMarked(found, run);
  return (
    <Dialog title="Command palette" onClose={onClose} bare>
      <SearchField
        list="palette"
        marked={found[at]}
        label="Search commands"
        placeholder="What would you like to do?"
        text={text}
        onText={(next) => {
          setText(next);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id="palette-list"
        role="listbox"
        aria-label="Commands"
        className="min-h-0 flex-1 overflow-y-auto p-2"
      >
        {found.map((command, index) => (
          <li
            key={command.id}
            id={`palette-${command.id}`}
            role="option"
            aria-selected={index === at}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' });
            }}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
            onKeyDown={onKeyDown}
            className="flex h-9 cursor-pointer items-center gap-3 rounded-lg px-2.5 text-sm aria-selected:bg-hover"
          >
            <span className="w-24 shrink-0 text-xs text-faint">{command.group}</span>
            <span className="min-w-0 flex-1 truncate">{command.title}</span>
            {command.keys?.[0] && <kbd className="kbd">{command.keys[0]}</kbd>}
          </li>
        ))}
        {found.length === 0 && <li className="p-4 text-center text-sm text-muted">Nothing found</li>}
      </ul>
    </Dialog>
  );
}
