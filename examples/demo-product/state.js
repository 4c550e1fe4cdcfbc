/** What the demo can be put into, kept for this tab. Each: its label, and its values with their words, the first as it starts. */
export const STATES = {
  user: {
    label: 'Signed in',
    values: [
      ['nobody', 'nobody'],
      ['mara', 'Mara, Studio plan'],
      ['jonas', 'Jonas, Free plan'],
    ],
  },
  week: {
    label: 'Week',
    values: [
      ['open', 'open'],
      ['signed-off', 'signed off by the supervisor'],
    ],
  },
  invoice: {
    label: 'Subscription',
    values: [
      ['paid', 'paid'],
      ['open', 'an invoice is open'],
    ],
  },
  release: {
    label: 'Release',
    values: [
      ['4.8', '4.8'],
      ['4.9', '4.9'],
    ],
  },
};

const KEY = 'larkfold-state';

export function readState() {
  const first = Object.fromEntries(Object.entries(STATES).map(([key, { values }]) => [key, values[0][0]]));
  return { ...first, ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}') };
}

export function writeState(state) {
  sessionStorage.setItem(KEY, JSON.stringify(state));
}
