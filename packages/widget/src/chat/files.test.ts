import {
  attachmentType,
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENT_NAME,
  MAX_ATTACHMENTS,
} from '@understudy/contract';
import { describe, expect, it } from 'vitest';
import type { Api, Outcome } from './api.ts';
import { ACCEPTED, createFiles, FILE_LIMIT_BYTES, FILES_LIMIT, NAME_LIMIT } from './files.ts';

const OFFLINE: Outcome<never> = { ok: false, failure: { kind: 'offline' } };
const refused = (status: number): Outcome<never> => ({ ok: false, failure: { kind: 'refused', status } });

/** A server that answers uploads with what is queued, in order, else with an id. */
function make(...answers: Outcome<never>[]) {
  const sent: string[] = [];
  const api: Pick<Api, 'upload' | 'open'> = {
    upload: async (file, name) => {
      sent.push(name);
      const size = file.size;
      return (
        answers.shift() ?? { ok: true, value: { id: `att_${sent.length}`, name, type: 'text/plain', size } }
      );
    },
    open: async () => new Response('', { status: 404 }),
  };
  return { files: createFiles(api), sent };
}
const file = (name: string, content = 'x', type = 'text/plain') => new File([content], name, { type });
const idle = () => new Promise((resolve) => setTimeout(resolve));

describe('files of a message', () => {
  it('go out with it, in their order, once all are there', async () => {
    const { files, sent } = make();
    files.choose([file('a.txt'), file('b.txt')]);
    expect(files.chosen.value.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
    const taken = files.take();
    expect(files.chosen.value).toEqual([]);
    const given: string[][] = [];
    const outcome = await files.sendWith(taken, async (ids) => {
      given.push(ids);
      return { ok: true, value: 'sent' };
    });
    expect([outcome, given, sent]).toEqual([
      { ok: true, value: 'sent' },
      [['att_1', 'att_2']],
      ['a.txt', 'b.txt'],
    ]);
    expect(files.uploads.value.size).toBe(0);
  });

  it('wait for a connection with it, and are sent only once', async () => {
    const { files, sent } = make(OFFLINE, OFFLINE);
    files.choose([file('a.txt')]);
    await idle();
    const taken = files.take();
    const send = async (ids: string[]) => ({ ok: true, value: ids }) as const;
    expect(await files.sendWith(taken, send)).toEqual(OFFLINE);
    expect(await files.sendWith(taken, send)).toEqual({ ok: true, value: ['att_3'] });
    expect(sent).toEqual(['a.txt', 'a.txt', 'a.txt']);
  });

  it('are known to the server after a reload where they were uploaded, and lost where they were not', async () => {
    const { files } = make();
    const send = async (ids: string[]) => ({ ok: true, value: ids }) as const;
    const kept = { key: 'old', name: 'a.txt', size: 1 };
    expect(await files.sendWith([{ ...kept, id: 'att_9' }], send)).toEqual({ ok: true, value: ['att_9'] });
    expect(await files.sendWith([{ ...kept, id: null }], send)).toEqual(refused(410));
  });

  it.each([
    [413, 'files_full'],
    [409, 'files_many'],
    [415, 'file_kind'],
    [404, 'file_failed'],
  ])('leave where the server refuses them with %i, and it is said why', async (status, text) => {
    const { files } = make(refused(status));
    files.choose([file('a.txt')]);
    await idle();
    expect([files.chosen.value, files.problem.value]).toEqual([[], { text, name: 'a.txt' }]);
  });

  it('are spoken of no more once they were taken away, or their owner has left', async () => {
    const { files } = make(refused(415), refused(415));
    files.choose([file('a.txt')]);
    files.remove(files.chosen.value[0]?.key ?? '');
    await idle();
    expect(files.problem.value).toBeNull();
    files.choose([file('b.txt')]);
    await idle();
    files.clear();
    expect(files.problem.value).toBeNull();
  });

  it('are not even sent where that is plain: empty, too large, too many', async () => {
    const { files, sent } = make();
    files.choose([file('empty.txt', '')]);
    expect(files.problem.value).toEqual({ text: 'file_empty', name: 'empty.txt' });
    files.choose([Object.defineProperty(file('big.txt'), 'size', { value: FILE_LIMIT_BYTES + 1 })]);
    expect(files.problem.value).toEqual({ text: 'file_large', name: 'big.txt' });
    files.choose(Array.from({ length: 6 }, (_, i) => file(`${i}.txt`)));
    expect(files.problem.value).toEqual({ text: 'files_many', name: '5.txt' });
    expect([files.chosen.value.length, sent.length]).toEqual([FILES_LIMIT, FILES_LIMIT]);
    files.clear();
    expect([files.chosen.value, files.uploads.value.size]).toEqual([[], 0]);
  });

  it('have names that a server takes', () => {
    const { files, sent } = make();
    files.choose([file('a\u202egpj.txt'), file(`${'x'.repeat(300)}.txt`)]);
    expect([sent[0], sent[1]?.length]).toEqual(['agpj.txt', NAME_LIMIT]);
  });

  it('know the limits of the wire', () => {
    expect([FILE_LIMIT_BYTES, FILES_LIMIT, NAME_LIMIT]).toEqual([
      MAX_ATTACHMENT_BYTES,
      MAX_ATTACHMENTS,
      MAX_ATTACHMENT_NAME,
    ]);
    expect(ACCEPTED.split(',').length).toBe(attachmentType.options.length + 2); // jpeg and log are second names
  });
});
