/** E-mail: where a visitor wants replies, whether the server can send any, and a test. */
import { keepReplyAddress } from '../../flow/keep-reply-address.ts';
import { MailError } from '../../mail/mailer.ts';
import { escaped, htmlMail } from '../../mail/write-reply-mail.ts';
import { filled, MAIL_WORDS } from '../../mail/words.ts';
import { newId } from '../../ids.ts';
import * as store from '../../store/index.ts';
import type { MemberPrincipal } from '../principal.ts';
import { found, ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type MailHandlers = Pick<Handlers, 'setReplyAddress' | 'getMailSetup' | 'sendTestMail'>;

export function mailHandlers(parts: HttpParts): MailHandlers {
  return {
    setReplyAddress: async ({ params, body, caller }) => {
      const { workspace_id, customer_id } = caller;
      const { email, language, page = null } = body;
      const change = { workspace_id, customer_id, conversation_id: params.id, email, language, page };
      await keepReplyAddress(parts, change);
      return { email };
    },
    getMailSetup: async () => ({ from: parts.mail?.mailer.from ?? null }),
    sendTestMail: async ({ caller }) => ({ sent_to: await sendTest(parts, caller) }),
  };
}

/** To the caller themselves: no other address can be given. */
async function sendTest({ mail, database, now_ms }: HttpParts, caller: MemberPrincipal): Promise<string> {
  if (mail === null) throw new ProblemError('conflict', 'This server is not set up to send e-mail.');
  const { team, member } = await database.asWorkspace(caller.workspace_id, async (tx) => {
    const members = await store.listMembers(tx);
    return {
      team: (await store.getWorkspace(tx)).name,
      member: found(
        members.find(({ id }) => id === caller.member_id),
        'person to send it to',
      ),
    };
  });
  const { test, test_subject } = MAIL_WORDS.en;
  try {
    await mail.mailer.send({
      from_name: team,
      to: member.email,
      subject: filled(test_subject, { team }),
      text: test,
      html: htmlMail({ language: 'en', paragraphs: [escaped(test)] }),
      message_id: newId('message', now_ms()),
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    if (error instanceof MailError)
      throw new ProblemError('conflict', `The mail server did not take it: ${error.message}`);
    throw error;
  }
  return member.email;
}
