/**
 * One spelling for text that looks the same: NFKC, no invisible characters, single spaces.
 *
 * Line breaks survive (at most two in a row), so that steps and paragraphs do. Bidirectional marks, zero-width
 * characters, soft hyphens, tags and control characters go: they hide words from people, or from detectors.
 *
 *     normalise('ﬁle\u200b  name')        // 'file name'
 */

/** Joins emoji and shapes Arabic and Indic letters: kept between two visible symbols. */
const JOINERS =
  /(?<!\p{L}|\p{M}|\p{Extended_Pictographic}|\p{Emoji_Modifier})(?:\u200c|\u200d)|(?:\u200c|\u200d)(?!\p{L}|\p{M}|\p{Extended_Pictographic})|(?<=\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}|\p{N})(?:\u200c|\u200d)/gu;
const INVISIBLE =
  /(?!\n|\t|\u200c|\u200d|\ufe0f)(?:\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Default_Ignorable_Code_Point})/gu;

export function normalise(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(INVISIBLE, '')
    .replace(JOINERS, '')
    .normalize('NFKC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
