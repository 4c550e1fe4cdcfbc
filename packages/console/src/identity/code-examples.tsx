import { useState } from 'react';
import { CopyCode } from '../ui/copy-code.tsx';
import { EXAMPLES, exampleFor, pageExample } from './examples.ts';

const TAB =
  'h-8 rounded-md px-3 text-sm text-muted hover:text-ink aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-ink';

/** How a server signs, in the language of the reader, and what the page then says. */
export function CodeExamples({ kid }: { kid: string }) {
  const [language, setLanguage] = useState<string>(EXAMPLES[0].name);
  return (
    <div className="flex flex-col gap-3">
      <div
        role="group"
        aria-label="Language"
        className="flex w-fit max-w-full flex-wrap rounded-lg bg-sunken p-0.5"
      >
        {EXAMPLES.map(({ name }) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === language}
            className={TAB}
            onClick={() => setLanguage(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <CopyCode code={exampleFor(language, kid)} label="the example" lines />
      <p className="text-sm text-muted">
        On the page: the widget asks for a fresh token before the last one ends.
      </p>
      <CopyCode code={pageExample} label="the line for the page" lines />
    </div>
  );
}
