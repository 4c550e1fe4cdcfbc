import { describe, expect, it } from 'vitest';
import { isAllowed } from './describe.ts';
import { queryOf, redactText, routeOf } from './redact.ts';

describe('routeOf', () => {
  it.each([
    ['/', '', '/'],
    ['/settings/billing', '', '/settings/billing'],
    ['/settings/billing/', '', '/settings/billing'],
    ['/orders/4711/items/3', '', '/orders/*/items/*'],
    ['/users/ann@example.com/edit', '', '/users/*/edit'],
    ['/users/ann%40example.com', '', '/users/*'],
    ['/reset/8f3a9c1d2e4b5a6f7089', '', '/reset/*'],
    ['/t/3fa85f64-5717-4562-b3fc-2c963f66afa6/x', '', '/t/*/x'],
    ['/docs/troubleshooting-webhooks', '', '/docs/troubleshooting-webhooks'],
    ['/api/v1/oauth2/step-3', '', '/api/v1/oauth2/step-3'],
    ['/einstellungen/%C3%BCbersicht', '', '/einstellungen/übersicht'],
    ['/app', '#/billing/77?x=1', '/app/billing/*'],
    ['/app', '#section', '/app'],
    ['/%E0%A4%A', '', '/*'],
  ])('%s %s is %s', (path, hash, route) => expect(routeOf(path, hash)).toBe(route));

  it('hides a name that the page marks as private', () =>
    expect(routeOf('/people/ann-miller', '', new Set(['miller']))).toBe('/people/*'));

  it('is never longer than the wire takes, and breaks off between segments', () => {
    expect(routeOf(`/${'settings/'.repeat(9_000)}`).length).toBeLessThanOrEqual(200);
    expect(routeOf(`/${'a'.repeat(1_000_000)}`)).toBe('/');
  });
});

describe('redactText', () => {
  it.each([
    ['Billing – Acme', 'Billing – Acme'],
    ['Überblick & Rechnungen (Q3)', 'Überblick & Rechnungen (Q3)'],
    ['(3) Inbox', '(3) Inbox'],
    ['設定 | 請求', '設定 | 請求'],
    ['Inbox ann@example.com – Mail', 'Inbox * – Mail'],
    ['Call +49 170 123 45 67 now', 'Call * now'],
    ['Card 4111 1111 1111 1111', 'Card *'],
    ['IBAN DE89 3704 0044 0532 0130 00 saved', 'IBAN * saved'],
    ['Invoice 20231107', 'Invoice *'],
    ['Key sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'Key *'],
    ['token=abc', '*'],
    ['go to https://x.example/reset', 'go to *'],
    ['PayPal in JavaScript', 'PayPal in JavaScript'],
    ['a\u200bnn@example.com', 'a *'],
    ['deadbeef cafe', '* cafe'],
    ['Datenschutzeinstellungen', 'Datenschutzeinstellungen'],
  ])('%s → %s', (text, redacted) => expect(redactText(text, 200)).toBe(redacted));

  it('hides the words of private parts, whatever their case', () =>
    expect(redactText('Orders of ANN Müller', 200, new Set(['ann', 'müller']))).toBe('Orders of *'));

  it('never leaves the first half of a secret at the cut', () => {
    expect(redactText(`${'word '.repeat(199)}ann@example.com`, 2_000)).not.toContain('ann');
    expect(redactText('one two three', 9)).toBe('one two');
  });
});

it('tells the allowed keys of the address, and of them no secrets', () => {
  const search = '?tab=usage&token=abc&mail=ann@example.com&page=12';
  expect(queryOf(search, ['tab', 'mail', 'page', 'missing'])).toEqual({
    tab: 'usage',
    mail: '*',
    page: '12',
  });
  expect(queryOf(search, [])).toEqual({});
});

it('looks only at the paths that are listed', () => {
  expect(isAllowed('/anything', [])).toBe(true);
  expect(isAllowed('/app/billing', ['/app/*'])).toBe(true);
  expect(isAllowed('/application', ['/app/*'])).toBe(false);
  expect(isAllowed('/app', ['/app'])).toBe(true);
  expect(isAllowed('/app/x/edit', ['/app/*/edit'])).toBe(true);
  expect(isAllowed('/app/edit', ['/app/*/edit'])).toBe(false);
  expect(isAllowed(`/${'a'.repeat(100_000)}`, [`/${'*a'.repeat(90)}b`])).toBe(false);
});
