import type { Settings } from '@understudy/contract';
import { type ReactNode, useState } from 'react';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { parseOrigins } from './origins.ts';
import { parseLines } from './page-lines.ts';
import { SaveButton } from './save-button.tsx';
import { useSave } from './use-save.ts';

const LEAD =
  'The page a visitor asks from tells more than their words. The visitor sees what is shared and can withhold it; typed text, passwords, payment fields and anything in data-private never leave the page.';

/** What of the customer's page the widget may look at. */
export function PageForm({ settings }: { settings: Settings }) {
  const kept = settings.widget.page;
  const [enabled, setEnabled] = useState(kept.enabled);
  const [buttons, setButtons] = useState(kept.buttons);
  const [pathText, setPathText] = useState(kept.paths.join('\n'));
  const [keyText, setKeyText] = useState(kept.query_keys.join('\n'));
  const [selectorText, setSelectorText] = useState(kept.selectors.join('\n'));
  const [originText, setOriginText] = useState(kept.origins.join('\n'));
  const save = useSave([enabled, buttons, pathText, keyText, selectorText, originText]);
  const paths = parseLines('paths', pathText);
  const keys = parseLines('query_keys', keyText);
  const selectors = parseLines('selectors', selectorText);
  const { origins, wrong } = parseOrigins(originText);
  const isWrong = wrong.length > 0 || [paths, keys, selectors].some(({ problem }) => problem !== null);
  const page = {
    enabled,
    buttons,
    paths: [...paths.lines],
    query_keys: [...keys.lines],
    selectors: [...selectors.lines],
    origins: [...origins],
  };
  return (
    <Section id="page" title="What the widget sees of the page" lead={LEAD}>
      <form
        className="flex max-w-lg flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.send({ widget: { ...settings.widget, page } });
        }}
      >
        <Tick checked={enabled} onChange={setEnabled}>
          Send page, title, time, and what just happened along with a visitor’s message
        </Tick>
        {enabled && (
          <>
            <LinesField
              label="Only on these paths"
              text={pathText}
              onText={setPathText}
              placeholder="/app/*"
              hint="One per line, * for anything. Empty means all. Ids in a path are never sent."
              problem={paths.problem}
            />
            <LinesField
              label="Query keys"
              text={keyText}
              onText={setKeyText}
              placeholder="tab"
              hint="Keys of the address whose values are sent. Empty means none."
              problem={keys.problem}
            />
            <LinesField
              label="Elements whose clicks are sent"
              text={selectorText}
              onText={setSelectorText}
              placeholder="[data-understudy]"
              hint="CSS selectors, one per line. The label of the element is sent, never what was typed."
              problem={selectors.problem}
            />
            <Tick checked={buttons} onChange={setButtons}>
              Also clicks on any button or link, by its visible text
            </Tick>
            <LinesField
              label="Other origins whose failed requests are sent"
              text={originText}
              onText={setOriginText}
              placeholder="https://api.example.com"
              hint="Status and path only. Those of the page’s own origin always are."
              problem={
                wrong.length > 0 ? `Not an address with https:// or http://: ${wrong.join(', ')}` : null
              }
            />
          </>
        )}
        <div>
          <SaveButton save={save} isWrong={isWrong} />
        </div>
      </form>
    </Section>
  );
}

interface LinesFieldProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly placeholder: string;
  readonly hint: string;
  readonly problem: string | null;
}

function LinesField({ text, onText, problem, ...rest }: LinesFieldProps) {
  return (
    <TextField
      rows={3}
      className="field font-mono text-xs"
      value={text}
      onChange={(event) => onText(event.target.value)}
      error={problem ?? undefined}
      {...rest}
    />
  );
}

interface TickProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

function Tick({ checked, onChange, children }: TickProps) {
  return (
    <label className="flex items-start gap-2 text-sm">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 accent-(--accent-solid)"
      />
      {children}
    </label>
  );
}
