import { expect, it } from 'vitest';
import { contextSplits } from './context-splits.ts';
import { SeededRandom } from './math/seeded-random.ts';

type Taught = Parameters<typeof contextSplits>[0][number];

let asked = 0;
function taught(
  resolution_id: string,
  context: readonly string[],
  given: Partial<Taught> & { account?: string } = {},
): Taught {
  asked += 1;
  const { account = `account-${asked}`, ...more } = given;
  const known = { language: 'en', at_ms: asked, wants_human: false, text: 'stuck at this step' };
  return { resolution_id, question: { id: `q${asked}`, context, account, ...known }, ...more };
}

const times = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
const CONFUSED = times(2, () => taught('bank', ['page:/checkout'], { pointed: 'columns' }));
const splits = (exemplars: readonly Taught[]) => contextSplits(exemplars, () => true);

const bank = (count: number, account?: string) =>
  times(count, (i) =>
    taught('bank', ['page:/checkout', `browser:${i % 2}`], account === undefined ? {} : { account }),
  );
const columns = (count: number, page = '/import') =>
  times(count, (i) => taught('columns', [`page:${page}`, `browser:${i % 2}`]));

it('proposes the token that tells two apart which the same words have led to, with its counts', () => {
  const found = splits([...CONFUSED, ...bank(8), ...columns(10)]);
  expect(found).toEqual(
    [
      {
        resolution_id: 'columns',
        token: 'page:/import',
        own: { with: 10, of: 10 },
        rivals: { with: 0, of: 10 },
        accounts: 10,
      },
      {
        resolution_id: 'bank',
        token: 'page:/checkout',
        own: { with: 10, of: 10 },
        rivals: { with: 0, of: 10 },
        accounts: 10,
      },
    ].toSorted((a, b) => (a.token < b.token ? -1 : 1)),
  );
});

it('proposes nothing without enough exemplars, accounts, or a split', () => {
  expect(splits([...CONFUSED, ...bank(2), ...columns(10)])).toEqual([]);
  expect(
    splits([
      ...CONFUSED.map((each) => ({ ...each, question: { ...each.question, account: 'one' } })),
      ...bank(8, 'one'),
      ...columns(10, '/checkout'),
    ]),
  ).toEqual([]);
  expect(splits([...CONFUSED, ...bank(8), ...columns(10, '/checkout')])).toEqual([]);
  const one = splits([
    ...CONFUSED.map((each) => ({ ...each, question: { ...each.question, account: 'one' } })),
    ...bank(8, 'one'),
    ...columns(10),
  ]);
  expect(one.map(({ resolution_id }) => resolution_id)).toEqual(['columns']);
});

it('proposes nothing of those whose words never misled, or that are out of use', () => {
  expect(splits([...bank(10), ...columns(10)])).toEqual([]);
  expect(contextSplits([...CONFUSED, ...bank(8), ...columns(10)], (id) => id === 'bank')).toEqual([]);
});

it('takes nothing that happened, or did not, for a condition', () => {
  const failed = times(10, () => taught('bank', ['error:403 /pay'], { pointed: 'columns' }));
  const fine = times(10, () => taught('columns', ['error:500 /pay']));
  expect(splits([...failed, ...fine])).toEqual([]);
});

it('sees nothing in noise: in 200 desks at most the few that its level allows', () => {
  const random = new SeededRandom('splits');
  let proposed = 0;
  for (let desk = 0; desk < 200; desk++) {
    const noise = () => times(6, (key) => `k${key}:${random.integer(3)}`);
    const exemplars = ['a', 'b'].flatMap((id, i) =>
      times(12, () => taught(id, noise(), { pointed: i === 0 ? 'b' : 'a' })),
    );
    if (splits(exemplars).length > 0) proposed += 1;
  }
  expect(proposed).toBeLessThanOrEqual(6);
});
