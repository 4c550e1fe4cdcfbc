/** An attack as it is written down: what somebody sends, what a careless human agent makes of it, what must not come of it. */
export type AttackClass =
  | 'injection'
  | 'exfiltration'
  | 'fact-planting'
  | 'role-play'
  | 'unicode'
  | 'personal-data'
  | 'flood'
  | 'look-alike'
  | 'second-wave';

export interface Attack {
  /** Permanent. */
  readonly id: string;
  /**
   * `customer-message`: the text is a customer's, and the AI agent reads it too. `human-reply`: it is sent from a human
   * agent's account, by one who pastes what came in elsewhere, or by somebody who took it over. `article`: it stands in
   * the knowledge base.
   */
  readonly where: 'customer-message' | 'human-reply' | 'article';
  /** The customer's subject, or the article's title. */
  readonly subject?: string;
  readonly text: string;
  /** What a careless human agent answers to a customer's message; a proper answer where absent. */
  readonly reply?: string;
  /** The question that a human reply answers. */
  readonly asked?: string;
  /** File names that came with it. */
  readonly files?: readonly string[];
  /** More messages of the same account with the same aim: a flood. */
  readonly again?: readonly string[];
  /** Any of these in what is taught or said means that it got through. */
  readonly must_not: string | readonly string[];
}

export type AttackSet = readonly Attack[];
