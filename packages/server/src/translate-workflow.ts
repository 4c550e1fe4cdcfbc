/** Workflows as the wire has them. */
import { ids, type Workflow, type WorkflowDetail } from '@understudy/contract';
import { type Deviations, readWorkflow, type WorkflowLine } from '@understudy/engine';
import type { WorkflowRow, WorkflowVersion } from './store/index.ts';

/** What stands in the database was read before it was written. */
export function linesOf(text: string): readonly WorkflowLine[] {
  const read = readWorkflow(text);
  return 'lines' in read ? read.lines : [];
}

export function toWireWorkflow(row: WorkflowRow): Workflow {
  const { id, title, text, version, resolution_id, resolution_title, proposal_id, author, at } = row;
  const unretired = row.is_proposed ? 'proposed' : 'in-force';
  return {
    id,
    state: row.retired_at === null ? unretired : 'retired',
    title,
    text,
    steps: linesOf(text).filter(({ back_to }) => back_to === null).length,
    version,
    resolution: { id: resolution_id, title: resolution_title },
    proposal: proposal_id,
    author,
    changed_at: at.toISOString(),
  };
}

export function toWireWorkflowDetail(
  row: WorkflowRow,
  { found, versions }: { readonly found: Deviations; readonly versions: readonly WorkflowVersion[] },
): WorkflowDetail {
  return {
    ...toWireWorkflow(row),
    lines: linesOf(row.text).map(({ words, when, back_to }, i) => {
      const followed = found.lines[i] ?? null;
      return { words, when, back_to, followed: followed && toWireFollowed(followed) };
    }),
    paths: found.paths,
    followed: found.followed,
    extra: found.extra.map(({ words, paths, example }) => ({ words, paths, example: conversation(example) })),
    evidence: row.evidence as WorkflowDetail['evidence'],
    versions: versions.map(({ version, title, text, author, lesson_id, at }) => {
      return { version, title, text, author, lesson_id, at: at.toISOString() };
    }),
  };
}

function toWireFollowed(followed: NonNullable<Deviations['lines'][number]>) {
  const { skipped_in, out_of_order_in } = followed;
  return {
    ...followed,
    skipped_in: conversation(skipped_in),
    out_of_order_in: conversation(out_of_order_in),
  };
}

/** Paths may come from elsewhere than our conversations. */
const conversation = (id: string | null) => ids.conversationId.safeParse(id).data ?? null;
