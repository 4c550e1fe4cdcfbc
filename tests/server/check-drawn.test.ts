/** A label that the memory finds implausible waits, unless somebody else said the same of a nearer question. */
import type { EncodedQuestion } from '@understudy/engine';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkDrawn } from '../../packages/server/src/check-drawn.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addConversation, addWorkspace } from '../database/databases.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';

const AT = new Date(Date.UTC(2026, 5, 1));
const ENCODER = 'enc';
const LABELS = 100;
const SAID = 'res_said';
const BEST = 'res_best';
const CANDIDATES = [{ resolution_id: BEST, probability: 0.9, exemplar_id: 'exm_best' }];

/** A direction of the plane, in degrees. */
const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

let database: store.Database;
let workspace_id: string;

beforeAll(async () => {
  database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
}, 120_000);
afterAll(() => database?.close());
const tx = <T>(work: (open: store.Tx) => Promise<T>): Promise<T> => database.asWorkspace(workspace_id, work);

beforeEach(async () => {
  workspace_id = await addWorkspace(database);
  await tx(async (open) => {
    for (const id of [SAID, BEST]) await addResolution(open, id);
    await addExemplar(open, SAID, at(90));
    await addExemplar(open, BEST, at(30));
    await addLabels(open);
  });
});

async function addResolution(open: store.Tx, id: string): Promise<void> {
  const plain = { links: [], stakes: 'read-only', stage: 'suggest', sources: [] } as const;
  await store.createResolution(open, {
    ...plain,
    id,
    title: id,
    text: `Open ${id}.`,
    source_key: null,
    author: null,
    at: AT,
  });
}

async function addExemplar(open: store.Tx, resolution_id: string, vector: Float32Array): Promise<void> {
  const name = resolution_id.replace('res_', '');
  const asked = { question_id: `q_${name}`, question_text: 'How?', context: [], language: 'en' };
  const of = { id: `exm_${name}`, resolution_id, lesson_id: null, conversation_id: null };
  await store.insertExemplars(open, [{ ...asked, ...of, account: 'acme', stage: 'suggest', at: AT }]);
  await store.insertVectors(open, [{ question_id: asked.question_id, encoder_id: ENCODER, vector }]);
}

const lessonRow = (id: string) =>
  ({
    id,
    kind: 'new-exemplar',
    stage: 'suggest',
    status: 'open',
    title: 'T',
    question: 'How?',
    resolution_id: BEST,
    exemplar_id: `exm_${id}`,
    conversation_id: null,
    author: 'Ada',
    source: 'human-reply',
    source_key: id,
    at: AT,
  }) as const;

/** As many as there must be before anything is implausible. */
async function addLabels(open: store.Tx): Promise<void> {
  const conversation_id = 'cnv';
  await addConversation(open, conversation_id);
  const message = { id: 'msg', conversation_id, author: 'customer', kind: 'message', text: 'How?' } as const;
  await store.appendMessage(open, { ...message, at: AT });
  await store.insertDecision(open, {
    id: 'dec',
    conversation_id,
    message_id: 'msg',
    generation: 0,
    action: 'draft',
    resolution_id: BEST,
    confidence: 0.9,
    audited: false,
    model_version: 1,
    question: { id: 'msg', text: 'How?' },
    decision: { candidates: CANDIDATES },
    at: AT,
  });
  for (let i = 0; i < LABELS; i++)
    await store.insertLesson(open, { ...lessonRow(`les_${i}`), conversation_id });
}

/** What somebody said before, and what waits since for that reason. */
async function addWaiting(set: { account: string; author: string; vector: Float32Array }): Promise<void> {
  const { account, author, vector } = set;
  const question = { id: 'q_waiting', text: 'How?', account };
  const events = [{ kind: 'lesson-applied', exemplar: { id: 'exm', resolution_id: SAID, question } }];
  const findings = [{ check: 'label-noise', verdict: 'doubt', why: '', evidence: [] }] as const;
  await tx(async (open) => {
    await store.insertLesson(open, {
      ...lessonRow('les_waiting'),
      resolution_id: SAID,
      author,
      findings: store.json(findings),
      proposal: store.json({ events }),
    });
    await store.insertVectors(open, [{ question_id: question.id, encoder_id: ENCODER, vector }]);
  });
}

/** Verdict on a label of Mira, for a question of account `a` in the direction of 0 degrees. */
async function verdict(): Promise<string | undefined> {
  const around = { context: [], language: 'en', at_ms: AT.getTime(), wants_human: false };
  const question: EncodedQuestion = { id: 'q_new', text: 'How now?', account: 'a', vector: at(0), ...around };
  const { findings } = await tx(async (open) =>
    checkDrawn({ all: [] } as never, open, {
      kind: 'new-exemplar',
      candidate: null,
      question,
      customer_text: question.text,
      resolution: {
        id: SAID,
        title: SAID,
        text: `Open ${SAID}.`,
        links: [],
        stakes: 'read-only',
        stage: 'suggest',
        version: 1,
        sources: [],
      },
      is_new: false,
      author: 'Mira',
      decision: { decision: { candidates: CANDIDATES } } as never,
      encoder_id: ENCODER,
      at: AT,
    }),
  );
  return findings.find(({ check }) => check === 'label-noise')?.verdict;
}

describe('a label that the memory finds implausible', () => {
  it('waits', async () => {
    expect(await verdict()).toBe('doubt');
  });

  it('is let through where another person said the same to another account of a nearer question', async () => {
    await addWaiting({ account: 'b', author: 'Kofi', vector: at(-20) });
    expect(await verdict()).toBe('pass');
  });

  it.each([
    ['a question further off', { account: 'b', author: 'Kofi', vector: at(-40) }],
    ['the same person', { account: 'b', author: 'Mira', vector: at(-20) }],
    ['the same account', { account: 'a', author: 'Kofi', vector: at(-20) }],
  ])('waits where what agrees is of %s', async (_, waiting) => {
    await addWaiting(waiting);
    expect(await verdict()).toBe('doubt');
  });
});
