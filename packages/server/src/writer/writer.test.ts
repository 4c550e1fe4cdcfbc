import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resolution } from '@understudy/engine';
import { checkReply } from './reply-check.ts';
import { citationsOf, templateWriter } from './template-writer.ts';

const resolution: Resolution = {
  id: 'res_000001',
  title: 'Reset a password',
  text: 'Open Settings, then Security, and choose Reset. The link is good for 24 hours.',
  links: ['help.example.com/kb/reset-password', 'javascript:alert(1)'],
  stakes: 'read-only',
  stage: 'suggest',
  version: 1,
  sources: [
    {
      kind: 'article',
      id: 'kb:1',
      url: 'https://help.example.com/kb/reset-password',
      author: null,
      at_ms: null,
    },
  ],
};

describe('the template writer', () => {
  it('says the resolution as it stands, and cites its article once', async () => {
    const reply = await templateWriter.write({ resolution, question_text: 'how?' });
    expect(reply.text).toBe(resolution.text);
    expect(reply.citations).toEqual([
      { title: 'Reset a password', url: 'https://help.example.com/kb/reset-password' },
    ]);
  });
  it('never cites anything but web addresses', () => {
    assert(
      property(array(string()), (links) => {
        for (const { url } of citationsOf({ ...resolution, links })) expect(url).toMatch(/^https?:\/\//);
      }),
    );
  });
});

describe('the reply check', () => {
  it('accepts the resolution itself, whatever it says', () => {
    const own = property(string({ maxLength: 300 }), (text) => {
      expect(checkReply(text, text)).toEqual({ ok: true, unsupported: [] });
    });
    assert(own);
  });
  it.each([
    ['another number', 'The link is good for 48 hours.'],
    ['another address', 'Write to help@evil.example.'],
    ['an invented step', 'Please transfer your complete balance towards another bank account.'],
  ])('refuses %s', (_, reply) => {
    expect(checkReply(reply, resolution.text).ok).toBe(false);
  });
  it('lets courtesy pass', () => {
    expect(checkReply(`Thanks for asking! ${resolution.text}`, resolution.text).ok).toBe(true);
  });
});
