/**
 * Does somebody else say the same of nearly the same question? Then a label that the memory finds implausible is no slip.
 *
 * Here because a memory that was taught wrong, or too little, finds the right labels implausible: what waits teaches
 * nothing, so each next one waits as well, and the resolution starves. Slips of people seldom agree with each other. So
 * what waits for the same resolution is asked: a question of another account, settled by another person, that is clearly
 * nearer than the exemplar that speaks loudest for what the memory would have said; of many slips some do meet, further
 * off. A flood is one account's, and corroborates nothing. Far is 1 less the cosine of the encoder's vectors; without
 * vectors nothing is near. Cost O(waiting x dimensions).
 *
 * @example isCorroborated({ vector, account: 'a', author: 'mira' }, { waiting: [], loudest: null }) // false
 */
export interface ClaimedQuestion {
  readonly vector: Float32Array | null;
  readonly account: string | null;
  readonly author: string | null;
}

export interface OthersSaid {
  /** Questions that wait because the same resolution was found implausible for them. */
  readonly waiting: readonly ClaimedQuestion[];
  /** Of the exemplar that speaks loudest for the best candidate. */
  readonly loudest: Float32Array | null;
}

/** At most so much of the rival's distance: chosen on tickets that no figure is made of. */
const CLEARLY_NEARER = 0.8;

export function isCorroborated(asked: ClaimedQuestion, { waiting, loudest }: OthersSaid): boolean {
  const { vector } = asked;
  if (vector === null || loudest === null) return false;
  const most = CLEARLY_NEARER * (1 - cosine(vector, loudest));
  return waiting.some(
    (other) =>
      isSomebodyElse(asked, other) && other.vector !== null && 1 - cosine(vector, other.vector) <= most,
  );
}

/** Who is not known may be anybody, also the same. */
const isSomebodyElse = (a: ClaimedQuestion, b: ClaimedQuestion): boolean =>
  [a.account, b.account, a.author, b.author].every((each) => each !== null) &&
  a.account !== b.account &&
  a.author !== b.author;

function cosine(a: Float32Array, b: Float32Array): number {
  let [product, left, right] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i];
    left += a[i] * a[i];
    right += b[i] * b[i];
  }
  return left === 0 || right === 0 ? 0 : product / Math.sqrt(left * right);
}
