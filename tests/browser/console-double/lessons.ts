/** Lessons of the double: those that wait in the order of the queue, and one of each that was decided. */
import type { Effect, Finding, Impact, LessonDetail } from '@understudy/contract';
import { before, resolutions } from './fixtures.ts';

const PASSED: Finding[] = [
  { check: 'provenance', verdict: 'pass', why: 'Every fact stands in a reply of the team.', evidence: [] },
  { check: 'personal-data', verdict: 'pass', why: 'Nothing that names a person.', evidence: [] },
  { check: 'injection', verdict: 'pass', why: 'No phrase that gives orders.', evidence: [] },
  { check: 'look-alike-links', verdict: 'pass', why: 'All links lead to known hosts.', evidence: [] },
  { check: 'contradiction', verdict: 'pass', why: 'Nothing known says otherwise.', evidence: [] },
];
const DOUBT: Finding = {
  check: 'contradiction',
  verdict: 'doubt',
  why: 'Another answer to such questions names another limit.',
  evidence: ['it has no limit', 'at most 50 000 rows at once'],
};
const BLOCK: Finding = {
  check: 'look-alike-links',
  verdict: 'block',
  why: 'A link looks like one of ours and leads elsewhere.',
  evidence: ['https://help.examp1e.com/calendar'],
};

const NO_EFFECT: Effect = {
  answers: 0,
  drafts: 0,
  accepted: 0,
  edited: 0,
  audited: 0,
  wrong: 0,
  risk: null,
  topic: null,
};
export const NO_IMPACT: Impact = {
  state: 'none',
  done: 0,
  total: 0,
  at: null,
  tickets: 0,
  would_answer: 0,
  changed: 0,
  changed_right: 0,
  cases: [],
};
export const IMPACT: Impact = {
  state: 'done',
  done: 1_240,
  total: 1_240,
  at: before(1),
  tickets: 1_240,
  would_answer: 7,
  changed: 1,
  changed_right: 1,
  cases: [
    {
      decision_id: 'dec_000901',
      question: 'Where do I put our new VAT address for the next invoice?',
      before: { action: 'hand_off', title: null },
      after: { action: 'draft', title: 'Change the billing address' },
      was_right: null,
      answer_id: 'res_address1',
      verdict: null,
    },
    {
      decision_id: 'dec_000902',
      question: 'The invoice of May has a typo in the street, can you send it again?',
      before: { action: 'draft', title: 'Reissue an invoice' },
      after: { action: 'draft', title: 'Change the billing address' },
      was_right: true,
      answer_id: 'res_address1',
      verdict: null,
    },
  ],
};

const TEXT = 'Use “Export by e-mail” in the same menu: it has no limit, and arrives within ten minutes.';

export function make(number: number, part: Partial<LessonDetail>): LessonDetail {
  const resolution = resolutions.find(({ id }) => id === part.resolution_id) ?? resolutions[0];
  if (!resolution) throw new Error('the double knows no resolution');
  const question = part.question ?? 'Our invoices still go to the old office. Where is that changed?';
  const nearest = resolutions.filter(({ id }) => id !== resolution.id);
  return {
    id: `les_${String(number).padStart(6, '0')}`,
    kind: 'new-exemplar',
    status: 'open',
    stage: 'suggest',
    stage_why: 'its author answered a customer with it',
    resolution_id: resolution.id,
    title: resolution.title,
    question,
    stakes: 'read-only',
    findings: (part.all_findings ?? []).filter(({ verdict }) => verdict !== 'pass'),
    impact_score: 60 - number,
    learned_from: { author: 'Mara', conversation_id: 'cnv_000001', import_id: null, source: 'human-reply' },
    reviewed: null,
    rollback_id: null,
    locked_by: null,
    at: before(60 + number * 17),
    all_findings: PASSED,
    proposed: { title: resolution.title, text: resolution.text, links: resolution.links },
    replaces: null,
    context: ['page /settings/billing', 'plan Business'],
    change: null,
    previewable: true,
    messages: [
      { author: 'customer', name: 'Mia Chen', text: question, at: before(70 + number * 17) },
      {
        author: 'agent',
        name: 'Mara',
        text: 'You can do that yourself: Settings → Billing → Address. Then reissue the last invoice.',
        at: before(64 + number * 17),
      },
      { author: 'customer', name: 'Mia Chen', text: 'That worked, thank you!', at: before(60 + number * 17) },
    ],
    nearest: nearest.slice(0, 3).map(({ id, title, text }, rank) => ({
      resolution_id: id,
      title,
      text,
      probability: [0.41, 0.18, 0.04][rank] ?? 0,
    })),
    impact: NO_IMPACT,
    gate: null,
    effect: NO_EFFECT,
    ...part,
  };
}

const ALIKE = [
  'How do we get the new address on the invoice?',
  'invoice address is wrong since we moved',
  'please change our address for billing',
  'The billing address has to be updated before the first of the month.',
];

export function makeLessons(): LessonDetail[] {
  const reviewed = { by: 'Grace Hopper', at: before(60 * 30), reason: null, undo_until: null };
  return [
    make(1, { impact: IMPACT }),
    make(2, {
      kind: 'correction',
      resolution_id: 'res_export10',
      question: 'We have 14 200 contacts and the file always ends at ten thousand. Why?',
      all_findings: [DOUBT, ...PASSED.slice(0, 4)],
      replaces: {
        title: 'Export more than 10 000 rows',
        text: `${TEXT} Ask an owner if the menu is not there.`,
        links: [],
      },
    }),
    make(3, {
      kind: 'new-resolution',
      resolution_id: 'res_calendar',
      question: 'The calendar opens a blank page after the sign-in. What is wrong?',
      stage: 'captured',
      stage_why: 'a check holds it back',
      stakes: 'account-changing',
      all_findings: [BLOCK, ...PASSED.slice(0, 3)],
    }),
    ...ALIKE.map((question, index) => make(4 + index, { question })),
    make(8, { kind: 'new-resolution', resolution_id: 'res_invoice2', locked_by: 'Grace Hopper' }),
    make(9, {
      kind: 'new-resolution',
      resolution_id: 'res_invoice2',
      stage: 'shadow',
      learned_from: { author: null, conversation_id: null, import_id: 'imp_sample01', source: 'article' },
      messages: [],
      nearest: [],
      impact_score: 0,
    }),
    make(20, {
      status: 'quarantined',
      resolution_id: 'res_calendar',
      stage: 'shadow',
      stage_why: 'two of its answers were judged wrong',
      effect: {
        ...NO_EFFECT,
        answers: 31,
        audited: 6,
        wrong: 2,
        risk: { value: 0.33, low: 0.1, high: 0.62 },
      },
    }),
    make(21, {
      status: 'rejected',
      stage: 'captured',
      reviewed: { ...reviewed, reason: 'It is out of date' },
    }),
    make(22, {
      status: 'approved',
      stage: 'auto',
      stage_why: 'its cell is certified',
      impact: IMPACT,
      gate: { passed: true, at: before(60 * 30), tests: 214, source_fixed: true, broken: [] },
      effect: {
        answers: 40,
        drafts: 22,
        accepted: 17,
        edited: 3,
        audited: 18,
        wrong: 0,
        risk: { value: 0.03, low: 0, high: 0.12 },
        topic: {
          id: 'msg_billing1',
          name: 'billing address, invoice',
          before: {
            from: '2026-10-02',
            to: '2026-10-29',
            conversations: 61,
            alone: { value: 0.08, low: 0.03, high: 0.17 },
            handed_off: { value: 0.82, low: 0.72, high: 0.9 },
            wrong: null,
          },
          after: {
            from: '2026-10-31',
            to: '2026-11-27',
            conversations: 57,
            alone: { value: 0.7, low: 0.59, high: 0.8 },
            handed_off: { value: 0.25, low: 0.16, high: 0.36 },
            wrong: { value: 0.04, low: 0.002, high: 0.18 },
          },
        },
      },
      reviewed,
    }),
  ];
}
