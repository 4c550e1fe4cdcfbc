/** Which step does which job, and how many at a time. */
import { applyLessons } from './flow/apply-lessons.ts';
import { applyRetention } from './flow/apply-retention.ts';
import { dropUnsent } from './flow/keep-attachment.ts';
import { decideReply } from './flow/decide-reply.ts';
import { drawCorrection } from './flow/draw-correction.ts';
import { drawLesson } from './flow/draw-lesson.ts';
import { handOff } from './flow/hand-off.ts';
import { importTickets } from './flow/import-tickets.ts';
import { mailReply } from './flow/mail-reply.ts';
import { previewLesson } from './flow/preview-lesson.ts';
import { proposeWorkflows } from './flow/propose-workflows.ts';
import { proposeChanges } from './flow/propose-changes.ts';
import { refitModel } from './flow/refit-model.ts';
import { runRollback } from './flow/roll-back.ts';
import { runReplay } from './flow/run-replay.ts';
import { sendReply } from './flow/send-reply.ts';
import { steerReply } from './flow/steer-reply.ts';
import { settleAudit } from './flow/settle-audit.ts';
import { takeReaction } from './flow/take-reaction.ts';
import { tendTopics } from './flow/tend-topics.ts';
import { watchLessons } from './flow/watch-lessons.ts';
import type { Job } from './jobs/jobs.ts';
import type { Libraries } from './libraries.ts';
import type { MailPorts } from './mail/ports.ts';
import type { Parts } from './parts.ts';

/** Turns that wait for the customer to finish hold a place each. */
const CONVERSATIONS_AT_ONCE = 16;

export async function workJobs(parts: Parts & MailPorts & { readonly libraries: Libraries }): Promise<void> {
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
  await jobs.work('watch-lessons', async (job) => void (await watchLessons(parts, job.data)));
  await jobs.work('roll-back', (job) => runRollback(parts, job.data, job.signal));
  await jobs.work('apply-retention', (job) => applyRetention(parts, job.data, job.signal));
  await jobs.work('mail-reply', (job) => mailReply(parts, job.data), { concurrency: 4 });
  await jobs.work('drop-unsent', (job) => dropUnsent(parts, job.data));
  await jobs.work('refit-model', (job) => refitModel(parts, job.data));
  await jobs.work('propose-workflows', async (job) => void (await proposeWorkflows(parts, job.data)));
  await jobs.work('tend-topics', (job) => tendTopics(parts, job.data));
  await jobs.work('propose-changes', (job) => proposeChanges(parts, job.data));
}
