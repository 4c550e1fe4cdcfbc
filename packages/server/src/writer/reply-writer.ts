/** The writer port: words a reply from one resolution. It never decides, and it may say only what the resolution says. */
import type { Resolution } from '@understudy/engine';

export interface Citation {
  readonly title: string;
  readonly url: string | null;
}

export interface WrittenReply {
  readonly text: string;
  readonly citations: readonly Citation[];
}

export interface ReplyWriter {
  write(request: { readonly resolution: Resolution; readonly question_text: string }): Promise<WrittenReply>;
}
