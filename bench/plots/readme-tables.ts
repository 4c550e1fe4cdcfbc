/** The parts of the bench's README that are made from committed results, as Markdown. Nothing in them is typed. */
import { valueAt } from '../compare-results.ts';
import { duration } from '../progress.ts';
import type { Result } from '../scenario.ts';
import type { Chart, Format } from './chart.ts';
import { nameOf } from './names.ts';
import { words } from './scale.ts';
import { isMet, riskBound, TARGETS, type Target, targetValue } from './targets.ts';

export interface Given {
  /** Ids of all scenarios, in their order. */
  readonly scenarios: readonly string[];
  readonly resultOf: (id: string) => Result | null;
  readonly charts: readonly Chart[];
}

type Column = readonly [path: string, head: string, better: 'higher' | 'lower' | null, format: Format];

const COLUMNS: readonly Column[] = [
  ['coverage', 'answered alone', 'higher', 'percent'],
  ['risk', 'wrong', null, 'percent'],
  ['risk_upper90', 'at most', null, 'percent'],
  ['coverage_last_quarter', 'alone, last quarter', 'higher', 'percent'],
  ['hit_at_1', 'hit@1', 'higher', 'percent'],
  ['hit_at_3', 'hit@3', 'higher', 'percent'],
  ['hit_at_3_seen_once', 'hit@3 seen once', 'higher', 'percent'],
  ['aurc', 'AURC', 'lower', 'ratio'],
  ['absorb_median', 'absorb', 'lower', 'number'],
  ['novelty_auroc', 'AUROC new', 'higher', 'ratio'],
  ['certificate', 'promises broken', 'lower', 'percent'],
  ['certificate_first_unlock', 'at the first unlock', 'lower', 'percent'],
  ['edge_f1', 'edge F1', 'higher', 'ratio'],
  ['next_action_accuracy', 'next action', 'higher', 'percent'],
  ['taught', 'attacks taught', 'lower', 'count'],
  ['leaked', 'personal data taught', 'lower', 'count'],
  ['told_next', 'told to the next customer', 'lower', 'count'],
  ['poisoned_in_shadow', 'bad lessons held', null, 'percent'],
  ['good_held', 'good lessons held', null, 'percent'],
];
const NOT_MEASURED = ['not measured', '–'] as const;
const ACCEPTED = 0.05;
/** One knows beforehand what nobody can, the other lives in another world. */
const NO_RIVALS = new Set(['oracle_threshold', 'stationary']);

/** Text between `<!-- made:NAME -->` and `<!-- /made -->` by name. */
export const PARTS: Readonly<Record<string, (given: Given) => string>> = {
  targets: targetsTable,
  comparisons: ({ scenarios, resultOf }) =>
    scenarios.flatMap((id) => comparison(id, resultOf(id))).join('\n'),
  losses: ({ scenarios, resultOf }) =>
    scenarios.flatMap((id) => losses(id, resultOf(id))).join('\n') || 'Nowhere.',
  ablations: ({ resultOf }) => ablationTables(resultOf('ablations')),
  runs: runsTable,
  plots: ({ charts }) =>
    charts.map(({ name, title }) => `![${title}](results/plots/${name}.svg)`).join('\n\n'),
};

const MADE = /<!-- made:([a-z]+) -->[\s\S]*?<!-- \/made -->/g;

/** The text with every made part made anew. Throws where a part has no maker. */
export function fillReadme(text: string, given: Given): string {
  return text.replace(MADE, (_, name: string) => {
    const make = PARTS[name];
    if (make === undefined)
      throw new Error(`expected one of ${Object.keys(PARTS).join(', ')}, found ${name}`);
    return `<!-- made:${name} -->\n\n${make(given)}\n\n<!-- /made -->`;
  });
}

function targetsTable({ resultOf }: Given): string {
  const rows = TARGETS.map((target) => {
    const result = resultOf(target.scenario);
    const bar = `${target.sign} ${words(target.bar, target.format)}`;
    const [found, met] = result === null ? NOT_MEASURED : measured(target, result);
    return [`\`${target.scenario}\``, target.figure, bar, found, met];
  });
  return table(['scenario', 'figure', 'bar', 'measured', 'met'], rows);
}

function measured(target: Target, result: Result): readonly [string, string] {
  const value = targetValue(target, result);
  if (value === null) return NOT_MEASURED;
  const [low, high] = [0, 1].map((end) => valueAt(result, `range.${target.path}.${end}`));
  const spread =
    low === null || high === null || low === high
      ? ''
      : ` (${words(low, target.format)} to ${words(high, target.format)})`;
  const risk = riskBound(target, result);
  const bound = risk === null ? '' : `, at most ${words(risk, 'percent')} wrong`;
  return [
    `${words(value, target.format)}${spread}${bound}`,
    isMet(target, result) === true ? 'yes' : '**no**',
  ];
}

function comparison(id: string, result: Result | null): string[] {
  const rivals = Object.entries((result?.['baselines'] ?? {}) as Record<string, unknown>);
  if (result === null || rivals.length === 0) return [];
  const columns = COLUMNS.filter(([path]) => valueAt(result, path) !== null);
  if (columns.length === 0) return [];
  const row = (name: string, metrics: unknown): string[] => [
    name,
    ...columns.map(([path, , , format]) => cell(valueAt(metrics, path), format)),
  ];
  const rows = [row('**Understudy**', result), ...rivals.map(([key, metrics]) => row(nameOf(key), metrics))];
  return [`**\`${id}\`**`, '', table(['', ...columns.map(([, head]) => head)], rows), ''];
}

/** Each figure in which one that runs beside us is better than we are. */
function losses(id: string, result: Result | null): string[] {
  const rivals = Object.entries((result?.['baselines'] ?? {}) as Record<string, unknown>);
  return COLUMNS.flatMap(([path, head, better, format]) => {
    const ours = valueAt(result, path);
    if (ours === null || better === null) return [];
    return rivals.flatMap(([key, metrics]) => {
      const theirs = valueAt(metrics, path);
      if (theirs === null || NO_RIVALS.has(key)) return [];
      if (better === 'higher' ? theirs <= ours : theirs >= ours) return [];
      const bound = path === 'coverage' ? (valueAt(metrics, 'risk_upper90') ?? 0) : 0;
      const broken = bound > ACCEPTED ? ` (with up to ${words(bound, 'percent')} wrong)` : '';
      return [
        `- \`${id}\`, ${head}: ${nameOf(key)} ${words(theirs, format)}${broken}, Understudy ${words(ours, format)}`,
      ];
    });
  });
}

function ablationTables(result: Result | null): string {
  const streams = Object.entries((result?.['streams'] ?? {}) as Record<string, Record<string, unknown>>);
  if (streams.length === 0) return 'Not measured yet.';
  const columns = (
    [...COLUMNS, ['new_issues_absorbed', 'new issues absorbed', 'higher', 'number']] as const
  ).filter(([path]) => streams.some(([, rows]) => valueAt(rows['whole'], path) !== null));
  return streams
    .map(([id, rows]) => {
      const cells = Object.entries(rows).map(([mechanism, figures]) => [
        mechanism === 'whole' ? '**whole**' : `without ${mechanism}`,
        ...columns.map(([path, , , format]) => cell(valueAt(figures, path), format)),
      ]);
      return `**\`${id}\`**\n\n${table(['', ...columns.map(([, head]) => head)], cells)}`;
    })
    .join('\n\n');
}

function runsTable({ scenarios, resultOf }: Given): string {
  const rows = scenarios.flatMap((id) => {
    const result = resultOf(id);
    return result === null ? [] : [runRow(id, result)];
  });
  return table(['scenario', 'command', 'seeds', 'took', 'measured'], rows);
}

function runRow(id: string, result: Result): string[] {
  const took = valueAt(result, 'took_s');
  const { machine = '–' } = (result['versions'] ?? {}) as { machine?: string };
  const date = result['measured_on'];
  return [
    `\`${id}\``,
    `\`${result.command}\``,
    cell(valueAt(result, 'seeds'), 'count'),
    took === null ? '–' : duration(took),
    typeof date === 'string' ? `${date}, ${machine}` : machine,
  ];
}

const cell = (value: number | null, format: Format): string => (value === null ? '–' : words(value, format));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
