/**
 * Files that the visitor attaches. Each is uploaded as soon as it is chosen, stands above the composer until its message is
 * sent, and goes with it. Files wait in the memory of this page: what was not uploaded when the page is left is lost, and
 * its message says so.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import type { StringKey } from '../text/en.ts';
import type { Api, Failure, Outcome } from './api.ts';

/** The limits of the wire (a test holds them equal to the contract, which must not be loaded at run time). */
export const FILE_LIMIT_BYTES = 10_000_000;
export const FILES_LIMIT = 5;
export const NAME_LIMIT = 200;
export const ACCEPTED = '.png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.csv,.log,.json';

/** What is kept of it with an unsent message. */
export interface ChosenFile {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  /** The server's, once it has the file. */
  readonly id: string | null;
}
export interface Upload {
  readonly id: string | null;
  /** How much of it has gone, 0 to 1. */
  readonly share: number;
  readonly failure: Failure | null;
  /** Of a picture, for this page. */
  readonly preview: string | null;
}

export interface Files {
  /** Of the next message. */
  readonly chosen: ReadonlySignal<readonly ChosenFile[]>;
  readonly uploads: ReadonlySignal<ReadonlyMap<string, Upload>>;
  /** Why the last file was not taken. */
  readonly problem: ReadonlySignal<{ readonly text: StringKey; readonly name: string } | null>;
  choose(files: Iterable<File>): void;
  retry(key: string): void;
  remove(key: string): void;
  /** The chosen ones, which are then the caller's. */
  take(): readonly ChosenFile[];
  /** Sends them with what `send` sends; waits for what is still on its way. */
  sendWith<T>(
    files: readonly ChosenFile[],
    send: (ids: string[]) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>;
  /** Out of memory: sent, or thrown away. */
  drop(files: readonly ChosenFile[]): void;
  /** The address of a file of the server, for this page; null where it is gone or cannot be reached. */
  load(id: string): Promise<string | null>;
  clear(): void;
}

const LOST: Failure = { kind: 'refused', status: 410 };
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;
/** Separators of paths, control characters and those that turn the direction: no server takes them. */
const MISLEADING = /[/\\\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function createFiles(api: Pick<Api, 'upload' | 'open'>): Files {
  const chosen = signal<readonly ChosenFile[]>([]);
  const uploads = signal<ReadonlyMap<string, Upload>>(new Map());
  const problem = signal<{ readonly text: StringKey; readonly name: string } | null>(null);
  const given = new Map<string, File>();
  const running = new Map<string, Promise<Outcome<string>>>();
  const loaded = new Map<string, Promise<string | null>>();
  let count = 0;

  function change(key: string, what: Partial<Upload>): void {
    const known = uploads.value.get(key);
    if (known) uploads.value = new Map(uploads.value).set(key, { ...known, ...what });
  }

  /** The id of a file that is there, or comes; one that failed is tried again. */
  function idOf({ key, id, name }: ChosenFile): Promise<Outcome<string>> {
    const file = given.get(key);
    const known = id ?? uploads.value.get(key)?.id;
    if (known) return Promise.resolve({ ok: true, value: known });
    if (!file) return Promise.resolve({ ok: false, failure: LOST });
    const started = running.get(key) ?? upload(key, file, name).finally(() => running.delete(key));
    running.set(key, started);
    return started;
  }

  async function upload(key: string, file: File, name: string): Promise<Outcome<string>> {
    change(key, { failure: null, share: 0 });
    const outcome = await api.upload(file, name, (share) => change(key, { share }));
    batch(() => {
      if (outcome.ok) change(key, { id: outcome.value.id, share: 1 });
      else if (outcome.failure.kind === 'refused') refuse(key, outcome.failure, name);
      else change(key, { failure: outcome.failure });
    });
    return outcome.ok ? { ok: true, value: outcome.value.id } : outcome;
  }

  /** One that no message has taken yet goes, and the visitor reads why. */
  function refuse(key: string, failure: Failure & { kind: 'refused' }, name: string): void {
    // Who has taken it away meanwhile, or is gone, need not hear of it.
    if (!uploads.value.has(key)) return;
    change(key, { failure });
    problem.value = { text: problemOf(failure.status), name };
    if (chosen.value.some((file) => file.key === key)) remove(key);
  }

  function remove(key: string): void {
    batch(() => {
      const gone = chosen.value.filter((file) => file.key === key);
      chosen.value = chosen.value.filter((file) => file.key !== key);
      drop(gone);
    });
  }

  function drop(files: readonly ChosenFile[]): void {
    const left = new Map(uploads.value);
    for (const { key } of files) {
      const preview = left.get(key)?.preview;
      if (preview) URL.revokeObjectURL(preview);
      left.delete(key);
      given.delete(key);
    }
    uploads.value = left;
  }

  async function fetchFile(id: string): Promise<string | null> {
    try {
      const response = await api.open(`/v1/widget/attachments/${encodeURIComponent(id)}`, {});
      return response.ok ? URL.createObjectURL(await response.blob()) : null;
    } catch {
      return null;
    }
  }

  return {
    chosen,
    uploads,
    problem,
    choose(files) {
      problem.value = null;
      for (const file of files) {
        const name = file.name.replace(MISLEADING, '').slice(-NAME_LIMIT) || 'file';
        const text = refusalOf(file, chosen.value.length);
        if (text) {
          problem.value = { text, name };
          continue;
        }
        const item = { key: `${Date.now()}-${count++}`, name, size: file.size, id: null };
        const preview = PICTURE.test(file.type) ? URL.createObjectURL(file) : null;
        given.set(item.key, file);
        uploads.value = new Map(uploads.value).set(item.key, { id: null, share: 0, failure: null, preview });
        chosen.value = [...chosen.value, item];
        void idOf(item);
      }
    },
    retry(key) {
      const item = chosen.value.find((file) => file.key === key);
      if (item) void idOf(item);
    },
    remove,
    take() {
      const taken = chosen.value.map((file) => ({ ...file, id: uploads.value.get(file.key)?.id ?? null }));
      chosen.value = [];
      problem.value = null;
      return taken;
    },
    async sendWith(files, send) {
      const ids: string[] = [];
      for (const file of files) {
        const outcome = await idOf(file);
        if (!outcome.ok) return outcome;
        ids.push(outcome.value);
      }
      const outcome = await send(ids);
      if (outcome.ok) drop(files);
      return outcome;
    },
    drop,
    async load(id) {
      const loading = loaded.get(id) ?? fetchFile(id);
      loaded.set(id, loading);
      const url = await loading;
      if (url === null) loaded.delete(id);
      return url;
    },
    clear() {
      drop([...uploads.value.keys()].map((key) => ({ key, name: '', size: 0, id: null })));
      chosen.value = [];
      problem.value = null;
      for (const loading of loaded.values()) void loading.then((url) => url && URL.revokeObjectURL(url));
      loaded.clear();
    },
  };
}

/** What is plain before it is sent; null where the server is to say. */
function refusalOf(file: File, chosen: number): StringKey | null {
  if (chosen >= FILES_LIMIT) return 'files_many';
  if (file.size === 0) return 'file_empty';
  return file.size > FILE_LIMIT_BYTES ? 'file_large' : null;
}

function problemOf(status: number): StringKey {
  if (status === 413) return 'files_full';
  return status === 409 ? 'files_many' : status === 415 || status === 400 ? 'file_kind' : 'file_failed';
}
