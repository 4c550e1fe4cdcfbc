import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { WorkerPool } from './worker-pool.ts';

/** Answers `word` by WORD; ends its thread on `die`, and on `die once` the first time in the process. */
const DOUBLE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const died = new Int32Array(workerData);
  parentPort.on('message', (word) => {
    if (word === 'die' || (word === 'die once' && Atomics.exchange(died, 0, 1) === 0)) throw new Error('dead');
    if (word === 'hang') return;
    parentPort.postMessage({ result: word.toUpperCase() });
  });
  parentPort.postMessage({ ready: true });
`;

let pool: WorkerPool<string, string>;
afterEach(() => pool.close());

function open(options: { workers?: number; maximumQueued?: number; code?: string } = {}) {
  const { workers = 2, maximumQueued = 100, code = DOUBLE } = options;
  const workerData = new SharedArrayBuffer(4);
  const createWorker = () => new Worker(code, { eval: true, workerData });
  pool = new WorkerPool({ workers, maximumQueued, createWorker });
  return pool;
}

test('each task gets its own answer', async () => {
  open();
  const words = Array.from({ length: 50 }, (_, i) => `word ${i}`);
  expect(await Promise.all(words.map((word) => pool.run(word)))).toEqual(
    words.map((word) => word.toUpperCase()),
  );
});

test('a worker that dies is replaced and its task done by another', async () => {
  open({ workers: 1 });
  const answers = await Promise.all([pool.run('die once'), pool.run('after')]);
  expect(answers).toEqual(['DIE ONCE', 'AFTER']);
});

test('a task that ends two workers is rejected; the others are not', async () => {
  open({ workers: 1 });
  const [deadly, after] = await Promise.allSettled([pool.run('die'), pool.run('after')]);
  expect(deadly).toMatchObject({ status: 'rejected', reason: { code: 'encoder-crashed' } });
  expect(after).toEqual({ status: 'fulfilled', value: 'AFTER' });
});

test('one task more than may wait is rejected at once', async () => {
  open({ workers: 1, maximumQueued: 2 });
  const waiting = [pool.run('a'), pool.run('b')];
  await expect(pool.run('c')).rejects.toMatchObject({ code: 'encoder-busy', retry: true });
  expect(await Promise.all(waiting)).toEqual(['A', 'B']);
});

test('closing rejects what waits and what runs, and all that comes after', async () => {
  open({ workers: 1 });
  await pool.run('warm');
  const stuck = [pool.run('hang'), pool.run('waits')].map((run) =>
    expect(run).rejects.toMatchObject({ code: 'encoder-closed' }),
  );
  await pool.close();
  await Promise.all(stuck);
  await expect(pool.run('late')).rejects.toMatchObject({ code: 'encoder-closed' });
});

test('workers that cannot start tell why, and are tried again when asked again', async () => {
  open({ code: `throw Object.assign(new Error('no weights here'), { code: 'encoder-weights' })` });
  await expect(pool.run('a')).rejects.toMatchObject({ code: 'encoder-weights', message: 'no weights here' });
  await expect(pool.run('b')).rejects.toMatchObject({ code: 'encoder-weights' });
});
