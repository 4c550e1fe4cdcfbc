import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTicketFile, type TicketFileRow } from '@understudy/connectors/ticket-file';
import { describe, expect, it } from 'vitest';
import { DOCUMENTS } from './documents.ts';
import { ISSUES, makeTickets } from './make-tickets.ts';

const path = (name: string): string => join(import.meta.dirname, name);
const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const tickets = makeTickets();

async function read(name: string): Promise<TicketFileRow[]> {
  const rows: TicketFileRow[] = [];
  for await (const row of readTicketFile(createReadStream(path(name)))) rows.push(row);
  return rows;
}

describe('the sample desk', () => {
  it('its files are what its content makes', () => {
    expect(gunzipSync(readFileSync(path('tickets.jsonl.gz'))).toString('utf8') === lines(tickets)).toBe(true);
    expect(readFileSync(path('documents.jsonl'), 'utf8')).toBe(lines(DOCUMENTS));
  });

  it('every line is a valid ticket or document', async () => {
    expect((await read('tickets.jsonl.gz')).filter((row) => row.kind !== 'ticket')).toEqual([]);
    expect((await read('documents.jsonl')).filter((row) => row.kind !== 'document')).toEqual([]);
  });

  it('is as large as promised, in the order of time, and never says a thing twice', () => {
    expect(ISSUES.length).toBeGreaterThanOrEqual(40);
    expect(tickets.length).toBeGreaterThanOrEqual(600);
    expect(new Set(tickets.map((ticket) => ticket.text)).size).toBe(tickets.length);
    expect(tickets.map((ticket) => ticket.at)).toEqual(tickets.map((ticket) => ticket.at).toSorted());
    expect(DOCUMENTS.filter((document) => document.kind === 'article').length).toBeGreaterThanOrEqual(15);
    expect(DOCUMENTS.filter((document) => document.kind === 'workflow').length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...ISSUES.map((issue) => new Set(issue.asks).size))).toBeGreaterThanOrEqual(8);
    expect(Math.min(...ISSUES.map((issue) => issue.answers.length))).toBeGreaterThanOrEqual(2);
  });

  it('issues of a release do not come before it, and bursts are bursts', () => {
    for (const issue of ISSUES.filter((item) => item.from_month !== undefined)) {
      const months = tickets.filter((t) => t.topic === issue.id).map((t) => Number(t.at.slice(5, 7)));
      expect(Math.min(...months)).toBeGreaterThanOrEqual(issue.from_month ?? 1);
    }
    const inMay = tickets.filter((t) => t.topic === 'sso-loop' && t.at.startsWith('2025-05')).length;
    expect(inMay / tickets.filter((t) => t.topic === 'sso-loop').length).toBeGreaterThan(0.4);
  });

  it('every linked article exists', () => {
    const slugs = new Set(DOCUMENTS.map((document) => document.id.replace(/^kb-/u, '')));
    const linked = [...lines(tickets).matchAll(/\/kb\/([a-z0-9-]+)/gu)].map((match) => match[1] ?? '');
    expect(linked.filter((slug) => !slugs.has(slug))).toEqual([]);
    expect(ISSUES.flatMap((issue) => issue.article ?? []).filter((slug) => !slugs.has(slug))).toEqual([]);
  });

  it('demo questions name issues, and share at most one longer word with the tickets of theirs', () => {
    const demo = JSON.parse(readFileSync(path('demo-questions.json'), 'utf8')) as {
      known: Array<{ text: string; topic: string }>;
      unknown: Array<{ text: string }>;
    };
    expect([demo.known.length, demo.unknown.length]).toEqual([12, 3]);
    const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{5,}/gu) ?? [];
    for (const { text, topic } of demo.known) {
      const asked = new Set(
        tickets.filter((ticket) => ticket.topic === topic).flatMap((ticket) => wordsOf(ticket.text)),
      );
      expect(asked.size).toBeGreaterThan(0);
      expect(wordsOf(text).filter((word) => asked.has(word)).length).toBeLessThanOrEqual(1);
    }
  });
});
