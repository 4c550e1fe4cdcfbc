import { officeHours } from '@understudy/contract';
import { expect, test } from 'vitest';
import { contrast } from './contrast.ts';
import { readHours, typeHours } from './office-hours.ts';
import { snippetOf } from './embed-snippet.tsx';
import { parseOrigins } from './origins.ts';
import { parseLines } from './page-lines.ts';
import { parsePhrases } from './phrases.ts';
import { parseQuestions } from './suggested-questions.ts';

test('contrast as WCAG has it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#ffffff', '#ffffff')).toBe(1);
  // The well-known border case of AA: #767676 on white is 4.54.
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  expect(contrast('#ffffff', '#767676')).toBe(contrast('#767676', '#ffffff'));
});

test('origins are what a browser would send', () => {
  expect(
    parseOrigins('https://a.example/path\nhttps://a.example, http://b.example:8080\n\nftp://c.example d'),
  ).toEqual({
    origins: ['https://a.example', 'http://b.example:8080'],
    wrong: ['ftp://c.example', 'd'],
  });
});

test('phrases are lines, each once, and say what is wrong with them', () => {
  expect(parsePhrases(' refund* \n\nmoney back\nrefund*')).toEqual({
    phrases: ['refund*', 'money back'],
    problem: null,
  });
  expect(parsePhrases('refund\n*')).toMatchObject({ problem: expect.stringContaining('“*”') as string });
  expect(parsePhrases('x'.repeat(81)).problem).toMatch(/At most 80 characters .* has 81/);
  const many = Array.from({ length: 501 }, (_, n) => `word ${n}`).join('\n');
  expect(parsePhrases(many).problem).toBe('At most 500 lines; found 501.');
});

test('office hours are read a day a line, and typed again as they were read', () => {
  const typed = {
    time_zone: 'Europe/Berlin',
    days: ['9-12, 13:30 – 17', '22:00–24:00', '0:00-2', '', '', '', ''],
  };
  const { hours, problems } = readHours(typed);
  expect(problems.every((problem) => problem === null)).toBe(true);
  expect(hours).toEqual({
    time_zone: 'Europe/Berlin',
    weekly: [
      { day: 1, from: '09:00', to: '12:00' },
      { day: 1, from: '13:30', to: '17:00' },
      { day: 2, from: '22:00', to: '24:00' },
      { day: 3, from: '00:00', to: '02:00' },
    ],
  });
  expect(officeHours.parse(hours)).toEqual(hours);
  expect(readHours(typeHours(hours, 'UTC')).hours).toEqual(hours);
});

test.each([
  ['nine to five', 'Expected such as 9:00–17:00'],
  ['9:00-25:00', 'Expected such as'],
  ['9:75-10:00', 'Expected such as'],
  ['22:00-2:00', 'ends before it begins'],
  ['9:00-12:00, 11:00-13:00', 'overlap'],
  ['1-2,3-4,5-6,7-8,9-10', 'At most four'],
])('office hours of %s are refused', (text, why) => {
  const { hours, problems } = readHours({ time_zone: 'UTC', days: [text, '', '', '', '', '', ''] });
  expect(hours).toBeNull();
  expect(problems[0]).toContain(why);
});

test('office hours need a time zone that exists, and one open hour', () => {
  const days = ['9-17', '', '', '', '', '', ''];
  expect(readHours({ time_zone: 'Mars/Olympus', days }).zone_problem).toContain('Europe/Berlin');
  expect(readHours({ time_zone: 'UTC', days: days.map(() => '') }).hours).toBeNull();
});

test('suggested questions are lines, each once, at most six', () => {
  expect(parseQuestions(' One? \n\nTwo?\nOne?')).toEqual({ questions: ['One?', 'Two?'], problem: null });
  expect(parseQuestions('a\nb\nc\nd\ne\nf\ng').problem).toBe('At most 6 questions; found 7.');
  expect(parseQuestions('x'.repeat(121)).problem).toMatch(/At most 120 characters each; .* has 121/);
});

test('what is typed about the page is lines, each once, and its first bad line is named', () => {
  expect(parseLines('paths', ' /app/* \n\n/app/*\n/pay')).toEqual({
    lines: ['/app/*', '/pay'],
    problem: null,
  });
  expect(parseLines('paths', '/app\nhttps://x.example').problem).toContain('found “https://x.example”');
  expect(parseLines('query_keys', 'tab\na b').problem).toContain('found “a b”');
  expect(parseLines('selectors', 'x'.repeat(201)).problem).toContain('has 201');
  expect(parseLines('query_keys', Array.from({ length: 21 }, (_, n) => `k${n}`).join('\n')).problem).toBe(
    'At most 20 lines; found 21.',
  );
});

test('a pinned snippet names the version and the hash of that file', () => {
  const build = { version: 'abc123', files: { 'widget.js': 'sha384-xyz' } };
  expect(snippetOf('https://desk.example', 'pk_1', build)).toBe(
    '<script async src="https://desk.example/widget/abc123/widget.js" integrity="sha384-xyz" crossorigin="anonymous" data-workspace="pk_1"></script>',
  );
});
