/** How the people of the sample desk talk around the matter itself. */
export const AGENTS = ['agent-mira', 'agent-tomas', 'agent-ines', 'agent-kofi', 'agent-lena'] as const;
export const PLANS = ['solo', 'studio', 'studio', 'agency'] as const;

export const OPENERS = [
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  'Hi,\n',
  'Hello,\n',
  'Hi team,\n\n',
  'Hey,\n',
  'Good morning,\n\n',
  'Hello Larkfold support,\n\n',
  'Dear support team,\n\n',
  'Hi there! ',
] as const;
export const CLOSERS = [
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '\nThanks',
  '\n\nThank you in advance!',
  '\nCheers',
  '\n\nKind regards',
  '\nthx',
  '\n\nBest,\nPaula',
  '\n\nRegards\nJonas (operations)',
  '\nMany thanks for a quick answer',
] as const;

/** Side remarks, true of many tickets, that make no two of them the same. */
export const REMARKS: Readonly<Record<string, readonly string[]>> = {
  '/login': [
    'Chrome on Windows.',
    'Same on my phone.',
    'It worked last week.',
    'I am at home this week, not in the office.',
    'Safari and Firefox behave alike.',
    'My colleague beside me has no such trouble.',
  ],
  '/settings/members': [
    'We are nine people.',
    'I am an admin.',
    'She is a freelancer.',
    'We are on the Studio plan.',
    'Needed before Monday if possible.',
  ],
  '/settings/billing': [
    'We pay yearly.',
    'Monthly plan, Studio.',
    'Our accountant asks me each day.',
    'The invoice is from this month.',
    'I am the owner of the account.',
  ],
  '/timesheets': [
    'It is the week of the 12th.',
    'Web app, not the phone.',
    'My approver is on holiday.',
    'Two others in the team have that as well.',
    'Payroll closes tomorrow.',
    'Is that my mistake?',
  ],
  '/projects': [
    'It concerns one client mostly.',
    'I am a project lead.',
    'Happens in Chrome and Edge.',
    'We have about sixty active jobs.',
    'The project was made last year.',
    'I tried reloading already.',
  ],
  '/invoices': [
    'First time we see that.',
    'The client is getting impatient.',
    'We send around thirty a month.',
    'Only on the new layout.',
  ],
  '/reports': [
    'I need it for the board meeting.',
    'Same with every date range.',
    'I’m on a Mac.',
    'We compare it each month.',
  ],
  '/settings/integrations': [
    'It ran for a year without trouble.',
    'We did not change anything that I know of.',
    'Reconnecting did not help so far.',
    'Admin rights are there.',
  ],
  '/mobile': [
    'Android 14.',
    'App is up to date.',
    'iPhone of a colleague is fine.',
    'Company phone with management profile.',
  ],
};
export const OTHER_REMARKS = [
  'We are a small team.',
  'Just asking.',
  'No hurry.',
  'It is rather urgent.',
  'I looked through the help pages and did not find it.',
] as const;

export const AGENT_OPENERS = [
  '',
  '',
  'Hi, thanks for reaching out. ',
  'Hello, ',
  'Thanks for your message. ',
  'Good question! ',
  'Sorry for the trouble. ',
] as const;
export const AGENT_CLOSERS = [
  '',
  '',
  '',
  ' Let us know if it does not work.',
  '\n\nBest regards,\nLarkfold support',
  '\n\nHave a nice day!',
  ' Hope this helps!',
] as const;

export const CONFIRMATIONS = [
  'That worked, thank you!',
  'Perfect, solved.',
  'Works now. Thanks a lot!',
  'Great, that did the trick.',
  'Thanks!',
  'all good now, cheers',
  'Thank you, problem solved.',
  'Found it where you said. It works again.',
  'Brilliant, thanks for the quick help.',
  'ok that fixed it',
  'You are quick! Everything is back to normal.',
] as const;
export const DENIALS = [
  'Sorry, that did not work for me.',
  'I tried it, still the same.',
  'No luck, same result.',
  'Unfortunately it does not work.',
  'Hm, no change here.',
] as const;
export const REPAIRS = [
  'Thanks for trying. To be sure that we mean the same place, once more step by step: ',
  'Then let us go through it slowly. ',
  'Understood. Please do it in a private window this time: ',
] as const;
export const LATER = [
  'Any news?',
  'Is somebody looking into this?',
  'I will try that tomorrow and report back.',
  'ok',
] as const;
export const HANDOVERS = [
  'I have passed this on to our second line, they will write to you directly.',
  'A colleague of the finance team takes over from here.',
  'We need to look at the logs and will get back to you.',
] as const;
