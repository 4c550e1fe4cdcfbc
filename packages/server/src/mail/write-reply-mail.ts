/** The e-mail that carries a reply: subject, plain text, and simple HTML in which nothing but our own tags are tags. Pure. */
import type { MailLanguage } from '@understudy/contract';
import { filled, MAIL_WORDS } from './words.ts';

export interface ReplyToMail {
  readonly language: MailLanguage;
  readonly team: string;
  /** The human agent; null for the AI agent. */
  readonly author: string | null;
  readonly text: string;
  /** Names of files that came with it. */
  readonly files: readonly string[];
  /** To come back to; null where there is none that may be told. */
  readonly page: string | null;
  readonly stop_url: string;
}

export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function writeReplyMail(reply: ReplyToMail): WrittenMail {
  const words = MAIL_WORDS[reply.language];
  const { team, text, page, stop_url } = reply;
  const intro = filled(words.intro, { who: reply.author ?? team });
  const files = reply.files.length === 0 ? [] : [filled(words.files, { files: reply.files.join(', ') })];
  return {
    subject: filled(words.subject, { team }),
    text: [
      intro,
      ...(text === '' ? [] : [text]),
      ...files,
      ...(page === null ? [] : [`${words.back}: ${page}`]),
      '—',
      words.reason,
      `${words.stop}: ${stop_url}`,
    ].join('\n\n'),
    html: htmlMail({
      language: reply.language,
      paragraphs: [
        escaped(intro),
        ...(text === '' ? [] : [`<span dir="auto" style="white-space:pre-wrap">${escaped(text)}</span>`]),
        ...files.map(escaped),
        ...(page === null ? [] : [link(page, words.back)]),
        `<small>${escaped(words.reason)}<br>${link(stop_url, words.stop)}</small>`,
      ],
    }),
  };
}

export function htmlMail({
  language,
  paragraphs,
}: {
  readonly language: MailLanguage;
  /** HTML. */
  readonly paragraphs: readonly string[];
}): string {
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  const { direction } = MAIL_WORDS[language];
  return `<!doctype html>
<html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="max-width:36em;margin:1.5em auto;padding:0 1em;font:16px/1.5 system-ui,sans-serif">
${body}
</body></html>
`;
}

const link = (url: string, label: string): string => `<a href="${escaped(url)}">${escaped(label)}</a>`;

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');
