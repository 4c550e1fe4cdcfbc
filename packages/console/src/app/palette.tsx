import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { SearchList } from '../ui/search-list.tsx';
import { listedCommands } from './commands.ts';
import { filterCommands } from './filter-commands.ts';

export default function Palette({ onClose }: { onClose: () => void }) {
  const [commands] = useState(() => listedCommands().filter((command) => !command.keysOnly));
  const [text, setText] = useState('');
  return (
    <Dialog title="Command palette" onClose={onClose} bare>
      <SearchList
        list="palette"
        label="Search commands"
        placeholder="What would you like to do?"
        options="Commands"
        found={filterCommands(commands, text)}
        text={text}
        onText={setText}
        onChoose={(command) => {
          onClose();
          command.run();
        }}
        nothing="Nothing found"
        optionClass="h-9 items-center"
      >
        {({ group, title, keys }) => (
          <>
            <span className="w-24 shrink-0 text-xs text-faint">{group}</span>
            <span className="min-w-0 flex-1 truncate">{title}</span>
            {keys?.[0] && <kbd className="kbd">{keys[0]}</kbd>}
          </>
        )}
      </SearchList>
    </Dialog>
  );
}
