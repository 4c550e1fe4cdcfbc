/** What an e-mail of ours says around a reply, by language. `{name}` places are filled. */
import type { MailLanguage } from '@understudy/contract';

export interface MailWords {
  readonly direction: 'ltr' | 'rtl';
  readonly subject: string;
  readonly intro: string;
  readonly files: string;
  readonly back: string;
  readonly reason: string;
  readonly stop: string;
  readonly stop_ask: string;
  readonly stopped: string;
  readonly test_subject: string;
  readonly test: string;
}

export const MAIL_WORDS: Readonly<Record<MailLanguage, MailWords>> = {
  en: {
    direction: 'ltr',
    subject: 'Reply from {team}',
    intro: '{who} replied to you in the chat:',
    files: 'With these files, which you find in the chat: {files}',
    back: 'Back to the conversation',
    reason:
      'You get this because you asked for replies by e-mail. Please answer in the chat: nobody reads this mailbox.',
    stop: 'No more e-mails about this conversation',
    stop_ask: 'Do you want no more e-mails about this conversation?',
    stopped: 'Done. You get no more e-mails about this conversation.',
    test_subject: 'Test e-mail from {team}',
    test: 'E-mail works. Customers who have left get the replies to their questions like this.',
  },
  de: {
    direction: 'ltr',
    subject: 'Antwort von {team}',
    intro: '{who} hat Ihnen im Chat geantwortet:',
    files: 'Mit diesen Dateien, die Sie im Chat finden: {files}',
    back: 'Zurück zum Gespräch',
    reason:
      'Sie erhalten dies, weil Sie um Antworten per E-Mail gebeten haben. Bitte antworten Sie im Chat: Dieses Postfach liest niemand.',
    stop: 'Keine E-Mails mehr zu diesem Gespräch',
    stop_ask: 'Möchten Sie keine E-Mails mehr zu diesem Gespräch?',
    stopped: 'Erledigt. Sie erhalten keine E-Mails mehr zu diesem Gespräch.',
    test_subject: 'Test-E-Mail von {team}',
    test: 'E-Mail funktioniert. So erhalten Kunden, die gegangen sind, die Antworten auf ihre Fragen.',
  },
  ar: {
    direction: 'rtl',
    subject: 'رد من {team}',
    intro: 'ردّ {who} عليك في المحادثة:',
    files: 'مع هذه الملفات التي تجدها في المحادثة: {files}',
    back: 'العودة إلى المحادثة',
    reason:
      'وصلتك هذه الرسالة لأنك طلبت الردود عبر البريد الإلكتروني. يُرجى الرد في المحادثة، فلا أحد يقرأ هذا البريد.',
    stop: 'إيقاف رسائل البريد الخاصة بهذه المحادثة',
    stop_ask: 'هل تريد إيقاف رسائل البريد الخاصة بهذه المحادثة؟',
    stopped: 'تم. لن تصلك رسائل بريد أخرى بخصوص هذه المحادثة.',
    test_subject: 'رسالة تجريبية من {team}',
    test: 'البريد الإلكتروني يعمل. هكذا تصل الردود إلى العملاء الذين غادروا.',
  },
};

export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
