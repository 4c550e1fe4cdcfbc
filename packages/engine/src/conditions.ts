/**
 * Conditions: a resolution holds only where the question's context says so.
 *
 * Tokens `key:value`, as in a question's context. For each key, one of the named values has to be there. A context that
 * says something else rules the resolution out; one that says nothing of the key leaves it open.
 * Cost: O(conditions · context).
 *
 * @example checkConditions(['plan:free', 'plan:team'], ['plan:team']).holds   // => 'yes'
 */

export interface Conditioned {
  readonly holds: 'yes' | 'open' | 'no';
  /** Conditions that the context contradicts, else those that it says nothing of. */
  readonly about: readonly string[];
}

const MET: Conditioned = { holds: 'yes', about: [] };

const keyOf = (token: string): string => token.slice(0, token.indexOf(':') + 1);

export function checkConditions(conditions: readonly string[], context: readonly string[]): Conditioned {
  if (conditions.length === 0) return MET;
  const keys = [...new Set(conditions.map(keyOf))];
  const unmet = keys.filter(
    (key) => !conditions.some((token) => keyOf(token) === key && context.includes(token)),
  );
  const contradicted = unmet.filter((key) => context.some((token) => keyOf(token) === key));
  const about = (of: readonly string[]) => conditions.filter((token) => of.includes(keyOf(token)));
  if (contradicted.length > 0) return { holds: 'no', about: about(contradicted) };
  return unmet.length > 0 ? { holds: 'open', about: about(unmet) } : MET;
}

/** In words, what the context neither meets nor contradicts; empty where it says whether all of them hold. */
export function openConditions(conditions: readonly string[], context: readonly string[]): string {
  const { holds, about } = checkConditions(conditions, context);
  return holds === 'open' ? conditionsInWords(about) : '';
}

/** In words, what the context does not meet; empty where all of them hold. */
export function unmetConditions(conditions: readonly string[], context: readonly string[]): string {
  const { holds, about } = checkConditions(conditions, context);
  return holds === 'yes' ? '' : conditionsInWords(about);
}

/** For people: `page is /billing or /invoices, and plan is free`. */
export function conditionsInWords(conditions: readonly string[]): string {
  const keys = [...new Set(conditions.map(keyOf))];
  const each = keys.map((key) => {
    const values = conditions.filter((token) => keyOf(token) === key).map((token) => token.slice(key.length));
    return `${key.slice(0, -1)} is ${values.join(' or ')}`;
  });
  return each.join(', and ');
}
