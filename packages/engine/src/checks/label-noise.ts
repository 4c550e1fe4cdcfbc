/**
 * Would the memory, quite sure, have settled the question otherwise? People err, and a wrong label teaches twice.
 *
 * The judgement is `SuspectLabels` of the learning stage; here it becomes a question to a person. Only of a resolution
 * that was taught five times and more: one that is young is asked about in ways that the memory has not heard yet, and if
 * its lessons waited, it never would. O(candidates).
 *
 * @example labelNoise(lesson, { …, is_suspect: true, taught: 5 }).verdict // 'doubt'
 */
import type { Check } from './checked-lesson.ts';
import { doubt, findingOf } from './finding.ts';

const WELL_KNOWN = 5;

export const labelNoise: Check = ({ resolution_id }, { is_suspect, taught, candidates }) => {
  const fine = 'It fits what similar questions got.';
  const [best] = candidates;
  if (!is_suspect || taught < WELL_KNOWN || best === undefined) return findingOf('label-noise', [], fine);
  const own = candidates.find((each) => each.resolution_id === resolution_id)?.probability ?? 0;
  const why = `Similar questions got another resolution, ${percent(best.probability)} against ${percent(own)}: is this one right?`;
  return findingOf('label-noise', [doubt(why, best.resolution_id, resolution_id)], fine);
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;
