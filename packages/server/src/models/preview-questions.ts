/**
 * Past questions with and without a lesson, in the engines' thread: slices that give way to live questions.
 *
 * A preview is good until its engine learns, which may happen between two slices: then it is made again. Null where the
 * lesson is not in the model.
 */
import { setImmediate } from 'node:timers/promises';
import type { EncodedQuestion, Engine, LessonPreview, PreviewedLesson } from '@understudy/engine';

export interface PreviewRequest {
  readonly lesson: PreviewedLesson;
  readonly questions: readonly EncodedQuestion[];
}

const BUSY_MS = 20;

export async function previewEach<T>(
  engineNow: () => Engine,
  { lesson, questions }: PreviewRequest,
  read: (preview: LessonPreview, question: EncodedQuestion) => T,
): Promise<T[] | null> {
  let made: Made | null = null;
  const answers: T[] = [];
  let since = performance.now();
  for (const question of questions) {
    made = upToDate(made, engineNow(), lesson);
    if (made === null) return null;
    answers.push(read(made.preview, question));
    if (performance.now() - since < BUSY_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return answers;
}

interface Made {
  readonly engine: Engine;
  readonly version: number;
  readonly preview: LessonPreview;
}

function upToDate(made: Made | null, engine: Engine, lesson: PreviewedLesson): Made | null {
  const { version } = engine;
  if (made?.engine === engine && made.version === version) return made;
  const preview = engine.preview(lesson);
  return preview && { engine, version, preview };
}
