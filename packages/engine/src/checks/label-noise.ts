/**
 * Would the memory, quite sure, have settled the question otherwise? People err, and a wrong label teaches twice.
 *
 * The judgement is `SuspectLabels` and `isCorroborated` of the learning stage; here it becomes a question to a person.
 * O(candidates).
 *
 * @example labelNoise(lesson, { …, is_suspect: true }).verdict // 'doubt'
 */
import type { Check } from './checked-lesson.ts';
import { doubt, findingOf } from './finding.ts';

export const labelNoise: Check = ({ resolution_id }, { is_suspect, candidates }) => {
  const fine = 'It fits what similar questions got.';
  const [best] = candidates;
  if (!is_suspect || best === undefined) return findingOf('label-noise', [], fine);
  const own = candidates.find((each) => each.resolution_id === resolution_id)?.probability ?? 0;
  const why = `Similar questions got another resolution, ${percent(best.probability)} against ${percent(own)}: is this one right?`;
  return findingOf('label-noise', [doubt(why, best.resolution_id, resolution_id)], fine);
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;
