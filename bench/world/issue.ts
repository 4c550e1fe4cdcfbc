/**
 * Words of the generated product: issues that customers have, and resolutions that settle them.
 *
 * An issue is settled by the first of its answers whose conditions hold. Where there are several, the customer's
 * words are the same for all of them: only the situation (page, plan, role, life cycle) tells them apart.
 */

/** What is known around a question. */
export interface Situation {
  /** Route of the page that the customer is on. */
  readonly page: string;
  readonly plan: 'free' | 'team' | 'pro';
  readonly role: 'admin' | 'member';
  readonly lifecycle: 'trial' | 'active' | 'past-due';
}

export interface Answer {
  readonly when: Partial<Situation>;
  /** Id of the resolution. */
  readonly use: string;
}

export interface Issue {
  readonly id: string;
  /** Relative frequency. */
  readonly weight: number;
  /** Where customers usually are when they have it. */
  readonly pages: readonly string[];
  /** Templates of what they say, see `grammar.ts`. */
  readonly says: readonly string[];
  readonly answers: readonly Answer[];
}

/** Title and text of each resolution, by id. */
export type Resolutions = Readonly<Record<string, readonly [title: string, text: string]>>;

export interface Area {
  readonly name: string;
  readonly issues: readonly Issue[];
  readonly resolutions: Resolutions;
}

/** An issue with one answer, whatever the situation. */
export function plain(id: string, given: Pick<Issue, 'weight' | 'pages' | 'says'>): Issue {
  return { id, ...given, answers: [{ when: {}, use: id }] };
}

export function isAmbiguous(issue: Issue): boolean {
  return issue.answers.length > 1;
}
