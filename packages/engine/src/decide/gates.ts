/**
 * Gates: what must hold before the AI agent may answer alone, as one table.
 *
 * Each row says when it closes, and why in words. The first closed row that demands a hand-over decides;
 * otherwise any closed row turns an answer into a draft. Exploration never passes a closed gate.
 * Numbers are asked whether they reach a bar, so that one that is none (NaN) closes the gate.
 */
import { acceptedError } from '../config.ts';
import type {
  Alert,
  AlertCode,
  Autonomy,
  Lock,
  PolicySettings,
  Reason,
  ReasonCode,
  Resolution,
} from '../domain.ts';

/** What the gates look at. `threshold` is null where nothing is certified in this cell. */
export interface GateInput {
  readonly wants_human: boolean;
  readonly settings: PolicySettings;
  readonly best: Resolution | null;
  /** What the lead allows about its topic: `auto` where nothing of its own was set. */
  readonly topic: Autonomy;
  readonly confidence: number;
  readonly threshold: number | null;
  /** What holds this resolution back: what became of it, or a person. */
  readonly veto: Pick<Lock, 'why' | 'unlocks'> | null;
  readonly novelty_p: number;
  readonly language: string | null;
  readonly corroboration: number;
  /** What the guards of the conversation found. */
  readonly alerts: readonly Alert[];
  /** Where alone the resolution holds, as far as the context says nothing of it; empty where it holds. */
  readonly open_conditions: string;
  /** What would have come first, and a person refused for nearly the same question; empty where nothing was. */
  readonly refused: string;
}

interface Gate {
  readonly code: ReasonCode;
  /** What is left once this gate is closed: a draft for people, or nothing but the hand-over. */
  readonly leaves: 'draft' | 'hand_off';
  readonly closed: (input: GateInput) => boolean;
  readonly text: (input: GateInput) => string;
}

/** Questions or accounts that a resolution must have solved before it can go out alone. */
export const MIN_CORROBORATION = 2;
export const NOVELTY_LEVEL = 0.01;

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;
const accepted = ({ settings, best }: GateInput) =>
  percent(best === null ? settings.max_error : acceptedError(settings, best.stakes));

const alertGate = (code: AlertCode, leaves: Alert['leaves']): Gate => {
  const found = ({ alerts }: GateInput) =>
    alerts.filter((alert) => alert.code === code && alert.leaves === leaves);
  return {
    code,
    leaves,
    closed: (x) => found(x).length > 0,
    text: (x) =>
      found(x)
        .map(({ text }) => text)
        .join(' '),
  };
};

export const GATES: readonly Gate[] = [
  // Before a wish for a person: who takes over must know at once what it is about.
  alertGate('high-stakes', 'hand_off'),
  {
    code: 'wants-human',
    leaves: 'hand_off',
    closed: (x) => x.wants_human,
    text: () => 'The customer asked for a person.',
  },
  alertGate('angry', 'hand_off'),
  alertGate('answers-failed', 'hand_off'),
  alertGate('repeats-itself', 'hand_off'),
  {
    code: 'no-candidate',
    leaves: 'hand_off',
    closed: (x) => x.best === null,
    text: () => 'Nothing that the team has solved before comes near this question.',
  },
  {
    code: 'stage-too-low',
    leaves: 'hand_off',
    closed: (x) => x.best?.stage === 'shadow' || x.best?.stage === 'captured',
    text: () => 'The answer that comes nearest is shown to nobody until a person has approved it.',
  },
  {
    code: 'autonomy-off',
    leaves: 'hand_off',
    closed: (x) => x.settings.autonomy === 'off' || x.settings.autonomy === 'shadow',
    text: (x) => `The AI agent is set to “${x.settings.autonomy}”: it says nothing itself.`,
  },
  {
    code: 'topic-held',
    leaves: 'hand_off',
    closed: (x) => x.topic === 'off' || x.topic === 'shadow',
    text: (x) =>
      x.topic === 'off'
        ? 'Questions about this topic always go to a person.'
        : 'The AI agent is set to “shadow” for this topic: it says nothing itself.',
  },
  {
    code: 'below-draft-floor',
    leaves: 'hand_off',
    closed: (x) => !(x.confidence >= x.settings.draft_floor),
    text: (x) =>
      `Confidence ${percent(x.confidence)} is below ${percent(x.settings.draft_floor)}, the least for a draft.`,
  },
  {
    code: 'autonomy-off',
    leaves: 'draft',
    closed: (x) => x.settings.autonomy === 'draft',
    text: () => 'The AI agent is set to “draft”: a person sends every reply.',
  },
  {
    code: 'topic-held',
    leaves: 'draft',
    closed: (x) => x.topic === 'draft',
    text: () => 'The AI agent is set to “draft” for this topic: a person sends every reply.',
  },
  alertGate('high-stakes', 'draft'),
  {
    code: 'stakes-too-high',
    leaves: 'draft',
    closed: (x) => x.best?.stakes === 'money-security',
    text: () => 'Money and security never go out without a person.',
  },
  {
    code: 'language-mismatch',
    leaves: 'draft',
    closed: (x) =>
      x.language !== null && x.settings.languages.length > 0 && !x.settings.languages.includes(x.language),
    text: (x) =>
      `The question is in “${x.language}”; it answers alone in ${x.settings.languages.join(', ')} only.`,
  },
  {
    code: 'stage-too-low',
    leaves: 'draft',
    closed: (x) =>
      x.best?.stage !== 'auto' && (x.best?.stage !== 'suggest' || x.corroboration < MIN_CORROBORATION),
    text: (x) =>
      `This resolution has solved ${x.corroboration} ${x.corroboration === 1 ? 'question' : 'questions'} so far; ${MIN_CORROBORATION} are needed to send it alone.`,
  },
  {
    // What comes next was certified among all candidates, not for want of the one that a person took away.
    code: 'refused',
    leaves: 'draft',
    closed: (x) => x.refused !== '',
    text: (x) => x.refused,
  },
  {
    code: 'condition-unknown',
    leaves: 'draft',
    closed: (x) => x.open_conditions !== '',
    text: (x) => `It holds only where ${x.open_conditions}; here nobody knows whether that is so.`,
  },
  {
    code: 'vetoed',
    leaves: 'draft',
    closed: (x) => x.veto !== null,
    text: (x) => `Held back: ${x.veto?.why ?? ''} ${x.veto?.unlocks ?? ''}`.trim(),
  },
  {
    code: 'novel',
    leaves: 'draft',
    closed: (x) => !(x.novelty_p >= NOVELTY_LEVEL),
    text: (x) =>
      `Unlike what was asked before: only ${percent(x.novelty_p)} of known questions were this strange.`,
  },
  {
    code: 'not-certified',
    leaves: 'draft',
    closed: (x) => x.threshold === null,
    text: (x) => `No confidence level is certified yet at ${accepted(x)} wrong or less.`,
  },
  {
    code: 'below-threshold',
    leaves: 'draft',
    closed: (x) => x.threshold !== null && !(x.confidence >= x.threshold),
    text: (x) => `Confidence ${percent(x.confidence)} is below the certified ${percent(x.threshold ?? 1)}.`,
  },
];

/** What the gates allow at most, and the reasons of those that are closed. */
export function passGates(input: GateInput): { allowed: 'answer' | 'draft' | 'hand_off'; reasons: Reason[] } {
  let allowed: 'answer' | 'draft' | 'hand_off' = 'answer';
  const reasons: Reason[] = [];
  for (const gate of GATES) {
    if (!gate.closed(input)) continue;
    reasons.push({ code: gate.code, text: gate.text(input) });
    allowed = gate.leaves;
    if (allowed === 'hand_off') break;
  }
  if (allowed === 'answer') {
    const { confidence, threshold } = input;
    const text = `Confidence ${percent(confidence)} reaches ${percent(threshold ?? 0)}, certified at ${accepted(input)} wrong or less.`;
    reasons.push({ code: 'certified', text });
  }
  return { allowed, reasons };
}
