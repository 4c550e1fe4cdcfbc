/** Daily work: editor, tables, reports, notifications, mobile. */
import { type Area, plain } from '../issue.ts';

export const WORK: Area = {
  name: 'work',
  resolutions: {
    'editor-restore': [
      'Bring back an older version',
      'Open History above the document and choose Restore beside the version.',
    ],
    'editor-trash': [
      'Bring back what was deleted',
      'Trash, at the bottom left, keeps everything for 30 days.',
    ],
    'editor-conflict': ['Two people wrote at once', 'Choose Compare in the yellow bar and keep both parts.'],
    'editor-slow': [
      'A document is slow',
      'Move large tables to pages of their own; above 5,000 blocks a page gets slow.',
    ],
    'editor-table-formula': [
      'A formula shows an error',
      'Names of columns with blanks stand in square brackets; lists need SUM around them.',
    ],
    'template-new': ['Make a template', 'Three dots, Save as template; it then stands under New.'],
    'report-numbers': [
      'Numbers of a report differ',
      'Reports leave archived rows out; tick Include archived to see the same sum.',
    ],
    'report-schedule': ['Send a report every week', 'Report, Share, Schedule: choose day, hour and people.'],
    'report-timezone': ['Hours are shifted', 'Settings, Workspace, Time zone holds for all reports.'],
    'notify-too-many': ['Too many mails', 'Profile, Notifications: choose Daily summary, or only mentions.'],
    'notify-none': [
      'No notifications',
      'Profile, Notifications; the browser has to allow them too, see the lock beside the address.',
    ],
    'mobile-offline': [
      'Use it without network',
      'Open a page once while online; it stays readable, and changes are sent later.',
    ],
    'mobile-login': [
      'The app shows an empty page',
      'Update the app, sign out and in again; old versions do not know the new sign-in.',
    ],
    'search-misses': [
      'Search does not find it',
      'New text is found after some minutes; attachments are searched on pro only.',
    ],
    'outage-status': [
      'Orchard is down',
      'status.orchard.example shows what is known; nothing that you saved is lost.',
    ],
  },
  issues: [
    plain('editor-restore', {
      weight: 2,
      pages: ['/editor'],
      says: [
        "{go back|return} to {yesterday's|an older|the previous} version",
        '{somebody|I} {overwrote|messed up} {the document|this page}, {how to undo|get the old text back}',
        '{see|where is} {the history|who changed this}',
      ],
    }),
    plain('editor-trash', {
      weight: 3,
      pages: ['/editor', '/home'],
      says: [
        '{I|<name>} {deleted|removed} {a page|the wrong document|a table} {by accident|}',
        '{recover|get back|restore} {a deleted|the lost} {page|document|table}',
        '{my|our} {document|page} {is gone|disappeared|vanished}',
      ],
    }),
    plain('editor-conflict', {
      weight: 1,
      pages: ['/editor'],
      says: [
        '{yellow bar|it} says {conflict|somebody else changed this}',
        '{two of us|<name> and I} {wrote|edited} {at the same time|together} and {my text|half} is {missing|gone}',
        '{conflicting|two} versions of {one|the same} paragraph',
      ],
    }),
    plain('editor-slow', {
      weight: 2,
      pages: ['/editor'],
      says: [
        '{typing|the editor|this page} is {slow|laggy|very sluggish}',
        '{a long|our big} {document|page} {takes ages|needs a minute} to {open|load}',
        'letters {appear|show} {seconds later|with delay}',
      ],
    }),
    plain('editor-table-formula', {
      weight: 2,
      pages: ['/tables', '/editor'],
      says: [
        '{my formula|the calculated column|sum} {shows|gives} {#error|an error|nan}',
        'how do I {add up|calculate|multiply} {two columns|a list}',
        '{formula|expression} with {a blank in the name|spaces} {fails|does not work}',
      ],
    }),
    plain('template-new', {
      weight: 1,
      pages: ['/editor'],
      says: [
        '{make|save} {a template|this page as a template}',
        '{reuse|same} {layout|structure} for {every meeting|each project}',
        'where are {our|the} templates {and how to add one|}',
      ],
    }),
    plain('report-numbers', {
      weight: 2,
      pages: ['/reports'],
      says: [
        '{the report|chart|dashboard} {shows|has} {other|wrong|fewer} {numbers|totals} than {the table|the list}',
        '{total|sum|count} {in the report|on the dashboard} {is wrong|does not match}',
        '{rows|entries} {missing|not counted} in {the report|my chart}',
      ],
    }),
    plain('report-schedule', {
      weight: 2,
      pages: ['/reports'],
      says: [
        '{send|mail} {a report|the dashboard} {every monday|weekly|automatically}',
        '{can|how can} {my boss|the team} {get|receive} {the numbers|this report} {each week|by mail}',
        '{automatic|scheduled|recurring} {report|email with the chart}',
      ],
    }),
    plain('report-timezone', {
      weight: 1,
      pages: ['/reports'],
      says: [
        '{times|hours} {in the report|on the chart} are {off by <n> hours|shifted|in utc}',
        '{wrong|change the} {time zone|timezone}',
        "yesterday's {entries|sales} {are counted|show up} {today|on the wrong day}",
      ],
    }),
    plain('notify-too-many', {
      weight: 2,
      pages: ['/profile/notifications', '/home'],
      says: [
        '{too many|stop the|turn off} {emails|notifications|mails}',
        '{I get|getting} {an email|a mail} for {every|each} {comment|change}',
        '{only|just} want {mentions|a daily summary}',
      ],
    }),
    plain('notify-none', {
      weight: 2,
      pages: ['/profile/notifications', '/home'],
      says: [
        "{I don't|nobody} {get|gets} {any|} {notifications|emails} {about comments|when mentioned|}",
        '{missed|no alert for} a {mention|comment|deadline}',
        "{notifications|reminders} {don't work|are not shown|stopped}",
      ],
    }),
    plain('mobile-offline', {
      weight: 1,
      pages: ['/mobile'],
      says: [
        '{use|read|work} {orchard|it} {offline|without internet|on the plane}',
        "{in the field|at the customer's} {we have|there is} no {network|signal}, {can I still|how do we} {see|edit} pages",
        'offline {mode|access} {on the phone|}',
      ],
    }),
    plain('mobile-login', {
      weight: 2,
      pages: ['/mobile', '/login'],
      says: [
        '{the app|ios app|android app|phone app} {shows|is} {a white page|empty|blank} {after login|}',
        "{can't|unable to} {log in|sign in} {on my phone|in the app}",
        '{app|mobile} {crashes|closes} {at start|after signing in}',
      ],
    }),
    plain('search-misses', {
      weight: 2,
      pages: ['/search', '/home'],
      says: [
        '{search|the search box} {does not find|misses} {my page|a document|new pages}',
        "{can't find|search for} {a word|text} {in pdfs|in an attachment|that is surely there}",
        '{search results|found pages} are {incomplete|old}',
      ],
    }),
    plain('outage-status', {
      weight: 1,
      pages: ['/home', '/login', '/editor'],
      says: [
        '{is orchard|are you|everything} {down|offline}',
        '{nothing|no page|the site} {loads|works} {for anybody here|right now}',
        '{error 502|gateway error|server not reachable} {everywhere|on all pages}',
      ],
    }),
  ],
};
