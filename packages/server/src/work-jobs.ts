/** Which step does which job, and how many at a time. */
import { applyLessons } from './flow/apply-lessons.ts';
import { applyRetention } from './flow/apply-retention.ts';
import { deliverWebhook } from './flow/deliver-webhook.ts';
import { followFigures } from './flow/follow-figures.ts';
import { dropUnsent } from './flow/keep-attachment.ts';
import { decideReply } from './flow/decide-reply.ts';
import { drawCorrection } from './flow/draw-correction.ts';
import { findIncidents } from './flow/find-incidents.ts';
import { drawLesson } from './flow/draw-lesson.ts';
import { findInsights } from './flow/find-insights.ts';
import { handOff } from './flow/hand-off.ts';
import { importTickets } from './flow/import-tickets.ts';
import { mailAlarms } from './flow/mail-alarms.ts';
import { mailNotice } from './flow/mail-notice.ts';
import { mailReply } from './flow/mail-reply.ts';
import { previewLesson } from './flow/preview-lesson.ts';
import { proposeWorkflows } from './flow/propose-workflows.ts';
import { proposeChanges } from './flow/propose-changes.ts';
import { recomputeFigures } from './flow/recompute-figures.ts';
import { refitModel } from './flow/refit-model.ts';
import { runRollback } from './flow/roll-back.ts';
import { runReplay } from './flow/run-replay.ts';
import { sendReply } from './flow/send-reply.ts';
import { sendSummary } from './flow/send-summary.ts';
import { steerReply } from './flow/steer-reply.ts';
import { shadowTwin } from './flow/shadow-twin.ts';
import { settleAudit } from './flow/settle-audit.ts';
import { takeReaction } from './flow/take-reaction.ts';
import { tendTopics } from './flow/tend-topics.ts';
import { watchHarm } from './flow/watch-harm.ts';
import { watchInputs } from './flow/watch-inputs.ts';
import { watchLessons } from './flow/watch-lessons.ts';
import { weighPriority } from './flow/weigh-priority.ts';
import type { Job } from './jobs/jobs.ts';
import type { Libraries } from './libraries.ts';
import type { MailPorts } from './mail/ports.ts';
import type { Parts } from './parts.ts';
import type { WebhookPorts } from './webhook/ports.ts';

/** Turns that wait for the customer to finish hold a place each. */
const CONVERSATIONS_AT_ONCE = 16;

export async function workJobs(
  parts: Parts & MailPorts & WebhookPorts & { readonly libraries: Libraries },
): Promise<void> {
  const { jobs } = parts;
  const concurrency = CONVERSATIONS_AT_ONCE;
  const takeTurn = async ({ data, signal }: Job<'decide-reply'>) => {
    if (await takeReaction(parts, data, signal)) return;
    if (!(await steerReply(parts, data))) await decideReply(parts, data, signal);
  };
  await jobs.work('decide-reply', takeTurn, { concurrency });
  await jobs.work('send-reply', (job) => sendReply(parts, job.data), { concurrency: 4 });
  await jobs.work('steer-reply', async (job) => void (await steerReply(parts, job.data)), { concurrency: 4 });
  await jobs.work('hand-off', async (job) => void (await handOff(parts, job.data)), { concurrency: 4 });
  await jobs.work('draw-lesson', (job) => drawLesson(parts, job.data), { concurrency: 2 });
  await jobs.work('settle-audit', (job) => settleAudit(parts, job.data));
  await jobs.work('draw-correction', (job) => drawCorrection(parts, job.data));
  await jobs.work('apply-lessons', (job) => applyLessons(parts, job.data));
  await jobs.work('run-import', (job) => importTickets(parts, job.data, job.signal));
  await jobs.work('run-replay', (job) => runReplay(parts, job.data, job.signal));
  await jobs.work('preview-lesson', (job) => previewLesson(parts, job.data, job.signal));
  await jobs.work('shadow-twin', (job) => shadowTwin(parts, job.data, job.signal));
  await jobs.work('watch-lessons', async (job) => void (await watchLessons(parts, job.data)));
  await jobs.work('watch-harm', (job) => watchHarm(parts, job.data));
  await jobs.work('watch-inputs', (job) => watchInputs(parts, job.data));
  await jobs.work('find-incidents', (job) => findIncidents(parts, job.data));
  await jobs.work('find-insights', (job) => findInsights(parts, job.data));
  await jobs.work('weigh-priority', (job) => weighPriority(parts, job.data));
  await jobs.work('roll-back', (job) => runRollback(parts, job.data, job.signal));
  await jobs.work('apply-retention', (job) => applyRetention(parts, job.data, job.signal));
  await jobs.work('mail-reply', (job) => mailReply(parts, job.data), { concurrency: 4 });
  const oneAWebhook = { concurrency: 4, one_a_group: true };
  await jobs.work('deliver-webhook', (job) => deliverWebhook(parts, job.data), oneAWebhook);
  await jobs.work('mail-alarms', (job) => mailAlarms(parts, job.data));
  await jobs.work('mail-notice', (job) => mailNotice(parts, job.data));
  await jobs.work('send-summary', (job) => sendSummary(parts, job.data));
  await jobs.work('drop-unsent', (job) => dropUnsent(parts, job.data));
  await jobs.work('refit-model', (job) => refitModel(parts, job.data));
  await jobs.work('propose-workflows', async (job) => void (await proposeWorkflows(parts, job.data)));
  await jobs.work('tend-topics', (job) => tendTopics(parts, job.data));
  await jobs.work('propose-changes', (job) => proposeChanges(parts, job.data));
  await jobs.work('follow-figures', (job) => followFigures(parts, job.data, job.signal));
  await jobs.work('recompute-figures', (job) => recomputeFigures(parts, job.data, job.signal));
}
