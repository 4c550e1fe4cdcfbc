/**
 * What runs beside a replay, over the same tickets.
 *
 * Classifiers that are trained again and again grow with the number of answers and the length of texts; on a real
 * desk with thousands of answers they would train for hours, so `quick` leaves them out there.
 */
import {
  type ReplayTicket,
  retrainedBaseline,
  STREAM_BASELINES,
  type StreamBaseline,
} from '@understudy/engine';
import { NodeNlpBaseline } from '../baselines/node-nlp.ts';

const MAX_LABELS = 300;
const MAX_MEAN_TEXT = 300;

/** node-nlp hardly differs between seeds and takes minutes: the first one only. */
const nodeNlp: StreamBaseline = (() => {
  const baseline = retrainedBaseline('node_nlp_30d', () => new NodeNlpBaseline());
  return {
    name: baseline.name,
    run: (tickets, options) => (options.seed === 1 ? baseline.run(tickets, options) : Promise.resolve({})),
  };
})();

export function baselinesFor(
  tickets: readonly ReplayTicket[],
  which: 'quick' | 'all' | 'none',
): readonly StreamBaseline[] {
  if (which === 'none') return [];
  const all = [...STREAM_BASELINES, nodeNlp];
  return which === 'all' || isSmall(tickets) ? all : all.filter(({ name }) => !name.endsWith('_30d'));
}

function isSmall(tickets: readonly ReplayTicket[]): boolean {
  const labels = new Set(tickets.flatMap(({ resolutions }) => resolutions.map(({ id }) => id)));
  const letters = tickets.reduce((sum, { question }) => sum + question.text.length, 0);
  return labels.size <= MAX_LABELS && letters <= MAX_MEAN_TEXT * tickets.length;
}
