/** A small support desk: what the double of the API knows when it starts. Times are relative to its start. */
import type { Conversation, CurvePoint, Learning, Resolution, Result, Settings } from '@understudy/contract';

const MINUTE_MS = 60_000;
export const before = (minutes: number): string => new Date(Date.now() - minutes * MINUTE_MS).toISOString();

export const me: Result<'me'> = {
  id: 'mem_owner01',
  name: 'Ada Byron',
  email: 'ada@example.com',
  role: 'owner',
  workspace: { id: 'wks_1', name: 'Northwind Desk', public_key: 'pk_northwind' },
};

const CUSTOMERS = [
  'Mia Chen',
  'Tom Okafor',
  'Lena Novak',
  'Raj Patel',
  'Sofia Rossi',
  'Jonas Berg',
  'Amira Haddad',
  'Paul Weber',
];
const PROBLEMS = [
  [
    'Invoice shows the old address',
    'Hi, our last invoice still shows our old office address. How can I change that?',
  ],
  [
    'Cannot connect the calendar',
    'I click “Connect calendar”, sign in, and land on a blank page. Tried two browsers.',
  ],
  [
    'Export stops at 10 000 rows',
    'The CSV export of contacts stops at exactly 10 000 rows, but we have 14 200.',
  ],
  [
    'Password reset mail never arrives',
    'Nothing in spam either. My colleague has the same problem since this morning.',
  ],
  [
    'Move the workspace to another plan',
    'We would like to go from Team to Business in the middle of the month. What happens to the credit?',
  ],
  ['Webhook is called twice', 'Every order creates two webhook calls with the same id.'],
] as const;

export const resolutions: Resolution[] = [
  [
    'res_address1',
    'Change the billing address',
    'Open Settings → Billing → Address, change it there, and choose “Reissue last invoice”.\n\nThe new address is on every invoice from then on: https://help.example.com/billing-address',
    'auto',
    41,
    212,
  ],
  [
    'res_calendar',
    'Allow pop-ups when connecting a calendar',
    'The sign-in opens in a pop-up. Allow pop-ups for app.example.com, then connect again.',
    'suggest',
    17,
    64,
  ],
  [
    'res_export10',
    'Export more than 10 000 rows',
    'Use “Export by e-mail” in the same menu: it has no limit, and arrives within ten minutes.',
    'auto',
    23,
    97,
  ],
  [
    'res_invoice2',
    'Reissue an invoice',
    'Open the invoice, choose “Reissue”, and check the preview before you send it.',
    'shadow',
    6,
    3,
  ],
].map(([id, title, text, stage, exemplars, uses]) => ({
  id: id as string,
  title: title as string,
  text: text as string,
  stage: stage as Resolution['stage'],
  exemplars: exemplars as number,
  uses: uses as number,
  links: ['https://help.example.com/billing-address'],
  stakes: 'read-only',
  version: 3,
  sources: [{ kind: 'human-reply', id: 'ticket-1042', url: null, author: 'Grace', at: before(60 * 24 * 40) }],
  updated_at: before(60 * 24 * 3),
}));

export function makeConversations(): Conversation[] {
  return Array.from({ length: 60 }, (_, index) => makeConversation(index));
}

function makeConversation(index: number): Conversation {
  const id = `cnv_${String(index).padStart(6, '0')}`;
  const [subject, text] = PROBLEMS[index % PROBLEMS.length] ?? PROBLEMS[0];
  const name = CUSTOMERS[index % CUSTOMERS.length] ?? 'Visitor';
  const status = index < 14 ? 'waiting' : index < 30 ? 'ai' : index < 36 ? 'human' : 'resolved';
  const at = before(6 + index * 17);
  const summary = {
    id,
    status,
    subject,
    preview: text,
    channel: 'widget',
    customer: { id: `cus_${index}`, name, email: `${name.split(' ')[0]?.toLowerCase()}@customer.example` },
    assignee: status === 'human' ? { id: me.id, name: me.name } : null,
    waiting_since: status === 'waiting' ? at : null,
    has_draft: status === 'waiting' && index % 2 === 0,
    unread: index < 4,
    created_at: at,
    updated_at: at,
  } as const;
  return {
    ...summary,
    messages: makeMessages(id, text, { at, index, ai: status === 'ai' }),
    decisions: [makeDecision(id, index, status === 'ai')],
    draft: summary.has_draft
      ? {
          decision_id: `dec_${String(index).padStart(6, '0')}`,
          resolution_id: 'res_address1',
          text: 'You can change it yourself: open Settings → Billing → Address. Then choose “Reissue last invoice”, and the new address is on it.',
          citations: [
            { title: 'Change your billing address', url: 'https://help.example.com/billing-address' },
          ],
          confidence: 0.83,
          state: 'open',
        }
      : null,
    stakes_labels: [],
    feedback: [],
    whispers: [],
    mails: [],
    context: {
      page: '/settings/billing',
      plan: 'Business',
      release: '2026.11.3',
      'last action': 'clicked “Download invoice”',
    },
    pages: [],
    verified_at: null,
    account: null,
    previous: [
      {
        id: 'cnv_000040',
        subject: 'Add a second seat',
        status: 'resolved',
        updated_at: before(60 * 24 * 12),
      },
    ],
  };
}

function makeMessages(
  id: string,
  text: string,
  { at, index, ai }: { at: string; index: number; ai: boolean },
): Conversation['messages'] {
  const base = {
    conversation_id: id,
    citations: [],
    attachments: [],
    choices: [],
    decision_id: null,
    client_id: null,
    author_name: null,
  };
  const number = String(index).padStart(6, '0');
  const first = {
    ...base,
    id: `msg_${number}a`,
    seq: 1,
    author: 'customer',
    kind: 'message',
    text,
    at,
  } as const;
  if (ai) {
    return [
      first,
      {
        ...base,
        id: `msg_${number}b`,
        seq: 2,
        author: 'ai',
        kind: 'message',
        text: 'The sign-in opens in a pop-up window. Allow pop-ups for app.example.com and connect again: https://help.example.com/calendar',
        citations: [{ title: 'Connect a calendar', url: 'https://help.example.com/calendar' }],
        decision_id: `dec_${number}`,
        at,
      },
    ];
  }
  return [
    { ...first, at: before(60 * 26), text: 'Hello, a question about our account.' },
    {
      ...base,
      id: `msg_${number}n`,
      seq: 2,
      author: 'agent',
      author_name: 'Grace',
      kind: 'note',
      text: 'Checked with finance: the address is right in the ledger, wrong only on the invoice.',
      at: before(60 * 25),
    },
    { ...first, id: `msg_${number}c`, seq: 3 },
    {
      ...base,
      id: `msg_${number}d`,
      seq: 4,
      author: 'system',
      kind: 'hand-off',
      text: 'The AI agent handed over to a person',
      at,
    },
  ];
}

function makeDecision(id: string, index: number, alone: boolean): Conversation['decisions'][number] {
  const probabilities = [0.83, 0.09, 0.05, 0.02];
  return {
    id: `dec_${String(index).padStart(6, '0')}`,
    conversation_id: id,
    message_id: `msg_${String(index).padStart(6, '0')}a`,
    action: alone ? 'answer' : 'draft',
    confidence: alone ? 0.96 : 0.83,
    confidence_low: alone ? 0.93 : 0.74,
    confidence_high: alone ? 0.98 : 0.9,
    threshold: 0.92,
    cell: 'read-only · well known',
    reasons: alone
      ? [{ code: 'certified', text: 'Its confidence is above the certified threshold.' }]
      : [
          { code: 'below-threshold', text: 'Its confidence is below the threshold for answering alone.' },
          { code: 'close-second', text: 'No other answer comes close.' },
        ],
    candidates: resolutions.map((resolution, rank) => ({
      resolution_id: resolution.id,
      title: resolution.title,
      excerpt: resolution.text.slice(0, 80),
      score: 4 - rank,
      probability: probabilities[rank] ?? 0,
      exemplar: { id: 'exm_1', text: 'Where do I change the address on our invoices?' },
      ...(rank < 2 && { context_said: [{ token: 'page:/billing/*', with: rank === 0 ? 3 : 0, of: 4 }] }),
    })),
    model_version: 1842,
    encoder_id: 'hashed-ngrams@1',
    audited: false,
    audit_probability: 0.1,
    audit_why: 'floor',
    seed: 20260301,
    at: before(5),
  };
}

export function makeCurve(points: number): CurvePoint[] {
  return Array.from({ length: points }, (_, index) => {
    const seen = (index + 1) / 24;
    return {
      tickets: (index + 1) * 250,
      at: before(60 * 24 * (24 - index)),
      coverage: index < 4 ? 0 : 0.46 * (1 - Math.exp(-2.4 * (seen - 4 / 24))),
      risk: index < 4 ? 0 : 0.031 + 0.006 * Math.sin(index),
      risk_upper90: 0.046,
      hit_at_1: 0.3 + 0.32 * seen,
      hit_at_3: 0.42 + 0.36 * (1 - Math.exp(-2.2 * seen)),
      frozen_coverage: index < 4 ? 0 : 0.13 - 0.05 * seen,
      frozen_risk: 0.04 + 0.03 * seen,
      frozen_hit_at_3: 0.43 - 0.08 * seen,
    };
  });
}

export function makeLearning(points: number): Learning {
  return {
    replay: {
      state: points < 24 ? 'running' : 'done',
      done: points * 250,
      total: 6_000,
      started_at: before(4),
      detail: null,
    },
    curve: makeCurve(points),
    certificates: [
      {
        cell: 'read-only · well known',
        max_error: 0.05,
        confidence: 0.9,
        labelled: 132,
        wrong: 3,
        threshold: 0.92,
        coverage: 0.38,
        since: before(60 * 24 * 9),
        audited: 96,
        needed: 0,
        how: 'live',
        locked: null,
        text: 'Certified ≤ 5 % wrong, at 90 % confidence, from 132 labelled answers, 3 wrong.',
      },
      {
        cell: 'account-changing · well known',
        max_error: 0.05,
        confidence: 0.9,
        labelled: 38,
        wrong: 1,
        threshold: null,
        coverage: 0,
        since: null,
        audited: null,
        needed: 40,
        how: null,
        locked: null,
        text: 'Locked: 38 labelled answers with 1 wrong; about 40 more without a mistake would unlock it.',
      },
    ],
    estimate: {
      range: { from: '2026-02-02', to: '2026-11-22' },
      answers: 940,
      audited: 141,
      wrong: 0.021,
      low: 0.012,
      high: 0.034,
      confidence: 0.9,
      by_stakes: [{ stakes: 'read-only', answers: 940, audited: 141, wrong: 0.021, low: 0.012, high: 0.034 }],
      text: 'estimated 2.1 % wrong (1.2–3.4 %), from 940 answers, 141 audited',
    },
    totals: {
      resolutions: 318,
      exemplars: 4_211,
      lessons: 1_842,
      conversations: 6_000,
      answered: 2_290,
      drafted: 2_410,
      handed_off: 1_300,
    },
    lessons: resolutions.map((resolution, index) => ({
      id: `les_00000${index}`,
      kind: index === 0 ? 'new-exemplar' : index === 1 ? 'correction' : 'new-resolution',
      status: index === 3 ? 'open' : 'approved',
      stage: resolution.stage,
      stage_why: 'a person approved it',
      resolution_id: resolution.id,
      title: resolution.title,
      question: PROBLEMS[index]?.[1] ?? '',
      stakes: resolution.stakes,
      findings: [],
      impact_score: 0,
      learned_from: {
        author: index === 2 ? null : 'Grace',
        conversation_id: 'cnv_000001',
        import_id: null,
        source: index === 2 ? 'article' : 'human-reply',
      },
      reviewed: null,
      rollback_id: null,
      locked_by: null,
      at: before(3 + index * 40),
    })),
  };
}

export const EMPTY_LEARNING: Learning = {
  replay: { state: 'none', done: 0, total: 0, started_at: null, detail: null },
  curve: [],
  certificates: [],
  estimate: null,
  totals: {
    resolutions: 0,
    exemplars: 0,
    lessons: 0,
    conversations: 0,
    answered: 0,
    drafted: 0,
    handed_off: 0,
  },
  lessons: [],
};

export function makeSettings(): Settings {
  return {
    workspace_name: me.workspace.name,
    max_error: 0.05,
    max_error_by_stakes: {},
    autonomy: 'draft',
    topics: [],
    audit_rate: 0.1,
    draft_floor: 0.3,
    languages: ['en'],
    high_stakes: [
      { class: 'self-harm', on: true, handling: 'human', phrases: ['kill myself'] },
      { class: 'legal', on: true, handling: 'human', phrases: ['lawyer*', 'take * to court'] },
      { class: 'money-out', on: true, handling: 'draft', phrases: ['refund*', 'money back'] },
      { class: 'vip', on: true, handling: 'draft', phrases: [] },
    ],
    widget: {
      greeting: 'Hello! How can we help?',
      color: '#5250d0',
      position: 'right',
      origins: ['https://www.northwind.example'],
      reply_expectation: 'We usually reply within two hours.',
      language: 'auto',
      hours: null,
      suggested_questions: ['How do I reset my password?'],
      page: {
        enabled: true,
        paths: [],
        origins: [],
        query_keys: [],
        selectors: ['[data-understudy]'],
        buttons: false,
      },
    },
    identity: { required: false },
    mail: { delay_minutes: 5 },
  };
}

export function makeImport(stage: Result<'getImport'>['progress']['stage']): Result<'getImport'> {
  const done = stage === 'done';
  return {
    id: 'imp_sample01',
    source: 'sample desk',
    state: done ? 'done' : stage === 'learning' ? 'learning' : 'running',
    read: 6_000,
    accepted: 5_870,
    known: 0,
    rejected: 130,
    resolutions: stage === 'reading' ? 0 : 318,
    waiting: stage === 'reading' ? 0 : 4,
    progress: { stage, done: done ? 1 : 3_400, total: done ? 1 : 6_000 },
    error: null,
    started_at: before(1),
    finished_at: done ? before(0) : null,
  };
}
