import { ticket } from '@understudy/contract';
import { expect, it } from 'vitest';
import { LinkedHosts } from './linked-hosts.ts';

const reply = (text: string, role: 'agent' | 'customer' = 'agent') => ({
  kind: 'ticket' as const,
  line: 1,
  bytes: 1,
  ticket: ticket.parse({ id: 'a', text: 'Where?', messages: [{ role, text }] }),
});

it('takes for the team’s what three replies link, or a document; never what customers link', () => {
  const linked = new LinkedHosts();
  const often = reply('See https://help.larkfold.example/kb.');
  for (const row of [often, often]) linked.add(row);
  expect(linked.team.size).toBe(0);
  linked.add(often);
  for (let i = 0; i < 5; i++) linked.add(reply('Is https://a-page.test/x it?', 'customer'));
  linked.add(reply('See https://once.test/x.'));
  const document = {
    id: 'd',
    title: 'Guide',
    text: 'See https://docs.larkfold.example.',
    url: 'https://kb.example/1',
  };
  linked.add({ kind: 'document', line: 2, bytes: 1, document: { ...document, kind: 'article' } as never });
  expect([...linked.team].toSorted()).toEqual([
    'docs.larkfold.example',
    'help.larkfold.example',
    'kb.example',
  ]);
});
