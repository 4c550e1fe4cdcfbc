import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedPath } from '../domain.ts';
import { conformance } from './conformance.ts';
import { deviations } from './deviations.ts';
import { PROPOSAL_RULE, proposeWorkflow } from './propose-workflow.ts';
import { suggestStep } from './suggest-step.ts';
import { graphOf } from './workflow-graph.ts';
import { folded, readWorkflow, type WorkflowLine, writeWorkflow } from './workflow-text.ts';

function linesOf(text: string): readonly WorkflowLine[] {
  const read = readWorkflow(text);
  if ('problem' in read) throw new Error(read.problem);
  return read.lines;
}

let made = 0;
const path = (steps: readonly string[], given: Partial<ObservedPath> = {}): ObservedPath => ({
  conversation_id: `c${++made}`,
  topic_id: 't',
  agent: `agent ${made % 3}`,
  context: [],
  steps,
  resolved: true,
  duration_ms: null,
  at_ms: made,
  ...given,
});
const times = (count: number, steps: readonly string[], given: Partial<ObservedPath> = {}) =>
  Array.from({ length: count }, () => path(steps, given));

describe('the text of a workflow', () => {
  it('is read as people write it', () => {
    const lines = linesOf(`
      1. Greet
      - Look at the order [check_order]
      3) if Paid: Refund it
      If no:  back to step 2`);
    expect(lines).toEqual([
      { words: 'Greet', step: 'greet', when: null, back_to: null },
      { words: 'Look at the order', step: 'check-order', when: null, back_to: null },
      { words: 'Refund it', step: 'refund-it', when: 'Paid', back_to: null },
      { words: '', step: '', when: 'no', back_to: 2 },
    ]);
    expect(writeWorkflow(lines)).toBe(
      '1. Greet\n2. Look at the order [check-order]\n3. If Paid: Refund it\n4. If no: back to 2',
    );
  });

  it.each([
    ['', 'A workflow has at least one line.'],
    ['Greet\nCheck\n2. greet!', 'Line 3 is line 1 again: write “If …: back to 1”, or other words.'],
    ['Greet\nback to 1', 'Line 2 leads back always: write when, as in “If no: back to 1”.'],
    ['Greet\nIf no: back to 2', 'Line 2 leads back to line 2, which is no step before it.'],
    ['Greet\nIf no: back to 3\nPart', 'Line 2 leads back to line 3, which is no step before it.'],
    [
      'Greet\nIf no: back to 1\nIf never: back to 2',
      'Line 3 leads back to line 2, which is no step before it.',
    ],
    [Array.from({ length: 61 }, (_, i) => `s${i}`).join('\n'), 'A workflow has at most 60 lines.'],
    [`Greet\n${'x'.repeat(301)}`, 'Line 2 is longer than 300 characters.'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(readWorkflow(text)).toEqual({ problem });
  });

  it('finds one name for all ways to write a step', () => {
    const names = ['check-order', 'Check_order', 'checkOrder', ' check  order. '].map(folded);
    expect(new Set(names)).toEqual(new Set(['check-order']));
    expect(folded('?Not_paid')).toBe('?not-paid');
    expect(folded('→')).toBe('→');
  });

  it('reads what it writes', () => {
    const step = fc.constantFrom('check-order', 'refund', 'greet', 'überweisen', 'send-2nd-copy');
    const some = fc.uniqueArray(fc.record({ step, when: fc.option(fc.constantFrom('paid', 'not paid')) }), {
      selector: (each) => each.step,
      minLength: 1,
    });
    fc.assert(
      fc.property(some, fc.boolean(), (given, named) => {
        const lines = given.map(({ step: own, when }) => ({
          words: named ? `Please do ${own.replaceAll('-', ' ')}` : own.replaceAll('-', ' '),
          step: own,
          when,
          back_to: null,
        }));
        expect(readWorkflow(writeWorkflow(lines))).toEqual({ lines });
      }),
    );
  });
});

describe('the graph of a workflow', () => {
  /** Every path that the text allows, by an interpreter that knows nothing of graphs; ways back at most once each. */
  function allowed(lines: readonly WorkflowLine[]): Set<string> {
    const found = new Set<string>();
    const walk = (at: number, done: readonly string[], backs: ReadonlySet<number>): void => {
      const line = lines[at];
      if (line === undefined) return void found.add(done.join());
      if (line.when === null) return walk(at + 1, [...done, line.step], backs);
      let end = at;
      while (lines[end]?.when === line.when) end += 1;
      walk(end, done, backs);
      const branch: string[] = [];
      for (let i = at; i < end; i++) {
        const { back_to, step } = lines[i] as WorkflowLine;
        if (back_to === null) branch.push(step);
        else {
          if (!backs.has(i)) walk(back_to - 1, [...done, ...branch], new Set([...backs, i]));
          return;
        }
      }
      walk(end, [...done, ...branch], backs);
    };
    walk(0, [], new Set());
    return found;
  }

  it.each([
    'A\nB\nC',
    'A\nIf q: B\nC',
    'If q: A\nB',
    'A\nIf q: B\nIf q: C\nIf r: D\nE',
    'A\nB\nIf no: back to 1\nC',
    'A\nIf bad: B\nIf bad: back to 1\nC\nIf q: D',
  ])('allows just what the text %j does', (text) => {
    const lines = linesOf(text);
    const graph = graphOf(lines);
    const language = allowed(lines);
    for (const steps of language)
      expect([steps, conformance(graph, steps.split(',')).fitness]).toEqual([steps, 1]);
    // All short paths over its steps: those that the text does not allow do not fit.
    const names = [...new Set(lines.flatMap(({ step }) => (step === '' ? [] : [step])))];
    let all: string[][] = [[]];
    for (let length = 1; length <= 3; length++) {
      all = all.flatMap((before) =>
        names.filter((name) => name !== before.at(-1)).map((name) => [...before, name]),
      );
      for (const steps of all) {
        const fits = conformance(graph, steps).fitness === 1;
        expect([steps.join(), fits]).toEqual([steps.join(), language.has(steps.join())]);
      }
    }
  });
});

/** All permutations. */
const everyOrder = (steps: readonly string[]): string[][] =>
  steps.length === 0
    ? [[]]
    : steps.flatMap((first) =>
        everyOrder(steps.filter((each) => each !== first)).map((rest) => [first, ...rest]),
      );

describe('a proposal', () => {
  const desk = [
    ...times(12, ['check-order', '?paid', 'refund', 'confirm']),
    ...times(10, ['check-order', '?not_paid', 'explain', 'confirm']),
    ...times(4, ['greet', 'checkOrder', '?paid', 'refund']),
  ];

  it('reads as somebody would write it, with what decides', () => {
    const proposed = proposeWorkflow(desk);
    expect(writeWorkflow(proposed?.lines ?? [])).toBe(
      // Alternatives have no order of their own: they stand by name.
      '1. Check order\n2. If not paid: Explain\n3. If paid: Refund\n4. Confirm',
    );
    expect(proposed?.evidence).toMatchObject({ paths: 26, agents: 3 });
    expect(proposed?.evidence.main_share).toBeCloseTo(12 / 26, 12);
    expect(proposed?.evidence.resolved).toBeCloseTo(27 / 28, 12);
    expect(proposed?.evidence.order).toBeGreaterThan(0.8);
  });

  it('begins with what only observations lead away from', () => {
    const proposed = proposeWorkflow([
      ...times(10, ['check', '?free', 'book']),
      ...times(10, ['check', '?taken', 'apologise'], { agent: null }),
    ]);
    expect(writeWorkflow(proposed?.lines ?? [])).toBe('1. Check\n2. If taken: Apologise\n3. If free: Book');
    // A person who is not known counts as one more.
    expect(proposed?.evidence.agents).toBe(13);
  });

  it('has no condition where most people do without it', () => {
    const proposed = proposeWorkflow([...times(20, ['a', 'b', 'c']), ...times(8, ['a', '?late', 'c'])]);
    expect(writeWorkflow(proposed?.lines ?? [])).toBe('1. A\n2. B\n3. C');
  });

  it('writes a step back as a way back', () => {
    const happy = ['day', 'find', 'offer', '?yes', 'book'];
    const asked = ['day', 'find', 'offer', '?no', 'day', 'find', 'offer', '?yes', 'book'];
    const proposed = proposeWorkflow([...times(20, happy), ...times(8, asked)]);
    expect(writeWorkflow(proposed?.lines ?? [])).toBe(
      '1. Day\n2. Find\n3. Offer\n4. If no: back to 1\n5. If yes: Book',
    );
  });

  it.each([
    ['paths', times(PROPOSAL_RULE.paths - 1, ['a', 'b'])],
    ['agents', times(20, ['a', 'b'], { agent: 'Grace' })],
    ['resolved', times(20, ['a', 'b'], { resolved: false })],
    ['steps', times(20, ['a'])],
    ['order', everyOrder(['a', 'b', 'c', 'd']).map((steps) => path(steps))],
  ])('is not made where too little speaks for it: %s', (_, paths) => {
    expect(proposeWorkflow(paths)).toBeNull();
    expect(proposeWorkflow([...times(40, ['a', 'b', 'c'])])).not.toBeNull();
  });

  it('is the same whatever the order in which conversations came', () => {
    const shuffled = desk
      .toSorted((a, b) => (a.conversation_id + a.at_ms < b.conversation_id ? -1 : 1))
      .toReversed();
    expect(proposeWorkflow(shuffled)).toEqual(proposeWorkflow(desk));
    expect(proposeWorkflow([])).toBeNull();
  });
});

describe('deviations', () => {
  const lines = linesOf('Check\nIf paid: Refund\nConfirm');
  const log = [
    ...times(5, ['check', '?paid', 'refund', 'confirm']),
    ...times(3, ['check', 'confirm']),
    path(['check', '?paid', 'confirm'], { conversation_id: 'forgot the refund' }),
    path(['confirm', 'check'], { conversation_id: 'the wrong way round' }),
    path(['check', 'call back', 'confirm'], { conversation_id: 'called' }),
  ];

  it('are counted line by line, each with a conversation to look at', () => {
    const found = deviations(lines, log);
    expect(found.paths).toBe(11);
    expect(found.followed).toBe(8);
    expect(found.lines.map((line) => line && [line.due, line.done, line.skipped])).toEqual([
      [11, 11, 0],
      [6, 5, 1],
      [11, 11, 0],
    ]);
    expect(found.lines[1]?.skipped_in).toBe('forgot the refund');
    expect(found.lines.reduce((sum, line) => sum + (line?.out_of_order ?? 0), 0)).toBe(1);
    expect(found.lines.find((line) => line?.out_of_order)?.out_of_order_in).toBe('the wrong way round');
    expect(found.extra).toEqual([{ words: 'Call back', paths: 1, example: 'called' }]);
  });

  it('take a step of a branch for out of order where it was done in another place', () => {
    const found = deviations(lines, [path(['refund', 'check', '?paid', 'confirm'])]);
    expect(found.lines.map((line) => line?.out_of_order)).toEqual([0, 1, 0]);
  });

  it('are none where nothing was seen', () => {
    expect(deviations(lines, [])).toMatchObject({ paths: 0, followed: 0, extra: [] });
  });
});

describe('what people do next', () => {
  const log = [...times(9, ['check', '?paid', 'refund']), ...times(2, ['check', 'explain'])];

  it('is told with the conversations behind it', () => {
    expect(suggestStep(log, ['Check'])).toMatchObject({ step: 'refund', words: 'Refund', count: 9, of: 11 });
    expect(suggestStep(log, [])).toMatchObject({ step: 'check', count: 11, of: 11 });
    expect(suggestStep(log, ['check'])?.probability).toBeGreaterThan(0.6);
  });

  it('is not told at the end, where nobody stood here, or where people do not agree', () => {
    expect(suggestStep(log, ['check', 'refund'])).toBeNull();
    expect(suggestStep(log, ['juggle'])).toBeNull();
    expect(suggestStep(times(4, ['check', 'refund']), ['check'])).toBeNull();
    expect(suggestStep(times(9, ['check', 'refund'], { agent: 'Grace' }), ['check'])).toBeNull();
    expect(
      suggestStep(
        ['x', 'y', 'z'].flatMap((to) => times(5, ['check', to])),
        ['check'],
      ),
    ).toBeNull();
  });
});
