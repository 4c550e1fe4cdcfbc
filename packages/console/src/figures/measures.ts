/** What conversations are counted by, in plain words: one name and one definition for every page. */
import type { Measure } from '@understudy/contract';

interface Meaning {
  readonly name: string;
  /** One or two sentences; the figure’s definition wherever it is shown. */
  readonly means: string;
}

export const MEASURES: Record<Measure, Meaning> = {
  conversations: {
    name: 'Conversations',
    means: 'Opened by a customer in these days. Each belongs to the day (UTC) on which it was opened.',
  },
  'answered-alone': {
    name: 'Answered alone',
    means: 'The AI agent sent at least one answer of its own, also where people had to help afterwards.',
  },
  confirmed: {
    name: 'Confirmed',
    means:
      'Answered alone to the end, and the customer said that it helped. The only tier that rests on what somebody said.',
  },
  assumed: {
    name: 'Assumed',
    means:
      'Answered alone to the end, and silence for 72 hours: no question, no thumb down, not come again. Silence is no proof, so it never counts as confirmed.',
  },
  undecided: {
    name: 'Undecided',
    means:
      'Answered alone to the end, and neither: too early to tell, left in the middle of a question, or something speaks against the answer.',
  },
  durable: {
    name: 'Durable for 7 days',
    means: 'Confirmed or assumed, and seven days later neither written again nor come again.',
  },
  reopened: {
    name: 'Reopened',
    means: 'Answered alone and resolved, and then the customer wrote again, more than thanks.',
  },
  'came-again': {
    name: 'Came again',
    means:
      'Answered alone, and the same customer came with the same problem in another conversation within seven days.',
  },
  'handed-off': {
    name: 'Handed to people',
    means: 'The AI agent handed the conversation to a person, for one of seven reasons.',
  },
  'handed-off:asked-for-person': {
    name: 'Asked for a person',
    means: 'The customer asked for a person, and got one.',
  },
  'handed-off:high-stakes': {
    name: 'High stakes',
    means:
      'Money out, law, safety and the like, or a class that you set: a machine does not decide these alone.',
  },
  'handed-off:dissatisfied': {
    name: 'Dissatisfied',
    means: 'The customer was angry, or answers went in circles.',
  },
  'handed-off:unknown': {
    name: 'Unknown',
    means: 'Nothing learned so far answers it. Your team’s answer becomes a lesson.',
  },
  'handed-off:unsure': {
    name: 'Unsure',
    means: 'Something known came close, with too little confidence to be sent alone.',
  },
  'handed-off:not-certified': {
    name: 'Not certified',
    means:
      'No certificate covers answers of its kind yet, or this one has solved too little so far. Audits and reviews earn one.',
  },
  'handed-off:held': {
    name: 'Held',
    means: 'The answer is held back: by a switch, a veto, a refusal, its language, an alarm or an incident.',
  },
  drafted: { name: 'Drafted', means: 'The AI agent wrote a draft for a person.' },
  'assisted-as-is': { name: 'Draft sent as it was', means: 'A person sent the draft without a change.' },
  'assisted-edited': { name: 'Draft sent, edited', means: 'A person changed the draft, then sent it.' },
  'draft-discarded': { name: 'Draft discarded', means: 'A person threw the draft away.' },
  'by-people': { name: 'By people', means: 'Answered by people in their own words, without a draft.' },
  'audited-right': {
    name: 'Audited: right',
    means: 'Drawn at random, checked by your team, and right.',
  },
  'audited-wrong': { name: 'Audited: wrong', means: 'Drawn at random, checked by your team, and wrong.' },
  'twin-answered': {
    name: 'Frozen twin would have answered',
    means:
      'The same system, stopped from learning, runs in the shadow on the same conversations. It would have answered these alone; it never answers anybody.',
  },
  novel: {
    name: 'Unlike anything seen',
    means: 'The first question was stranger than 99 % of those that are known.',
  },
};

export const nameOf = (measure: Measure): string => MEASURES[measure].name;
