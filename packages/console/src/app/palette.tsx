import { Search } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { type Command, listedCommands } from './commands.ts';
import { filterCommands } from './filter-commands.ts';

export default function Palette({ onClose }: { onClose: () => void }) {
  const [commands] = useState(() => listedCommands().filter((command) => !command.keysOnly));
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = filterCommands(commands, text);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(found.length, 1));
    else if (event.key === 'ArrowUp') setAt((at + found.length - 1) % Math.max(found.length, 1));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Command palette" onClose={onClose} bare>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-faint" aria-hidden />
        <input
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={found[at] ? `palette-${found[at].id}` : undefined}
          aria-label="Search commands"
          placeholder="What would you like to do?"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
      </div>
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
