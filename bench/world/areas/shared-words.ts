/**
 * The same words for different things: only the page, the plan, the role or the life cycle tells which answer is
 * right. Conditions of one issue exclude each other.
 */
import type { Answer, Area, Issue, Situation } from '../issue.ts';

const by = <K extends keyof Situation>(
  key: K,
  uses: readonly (readonly [Situation[K], string])[],
): Answer[] => uses.map(([value, use]) => ({ when: { [key]: value }, use }));

const issue = (
  id: string,
  weight: number,
  says: readonly string[],
  answers: Answer[],
  pages: string[] = [],
): Issue => ({
  id,
  weight,
  pages,
  says,
  answers,
});

const ANYWHERE = ['/home', '/tables', '/editor', '/reports'];

export const SHARED_WORDS: Area = {
  name: 'shared-words',
  resolutions: {
    'step-bank-check': [
      'The bank asks to confirm',
      'Allow pop-ups, so that the window of your bank can open, and confirm there.',
    ],
    'step-required-columns': [
      'A required column is not assigned',
      'Assign the columns that are marked red; then Next becomes active.',
    ],
    'step-domain-proof': [
      'The domain is not proved',
      'Add the TXT record that is shown to the DNS of your domain and wait for ten minutes.',
    ],
    'step-publish-review': [
      'Publishing waits for a review',
      'Somebody with the role Reviewer has to approve the page first.',
    ],
    'limit-free-rows': [
      'The free plan is full',
      'Free workspaces hold 1,000 rows: delete some, or change to team.',
    ],
    'limit-team-automation': [
      'Automations of the month are used up',
      'Team has 5,000 runs a month; they start anew on the first.',
    ],
    'limit-pro-raise': [
      'Ask for a higher limit',
      'On pro we raise limits on request: tell us the number that you need.',
    ],
    'grey-ask-admin': ['Only admins may do this', 'Ask one of your admins; their names stand under People.'],
    'grey-settings-lock': [
      'A policy forbids this',
      'Settings, Security, Policies: turn the policy off for your workspace.',
    ],
    'banner-trial-ends': [
      'The trial ends',
      'Choose a plan under Billing; until then everything stays, and only editing stops.',
    ],
    'banner-pay-open': [
      'An invoice is open',
      'Pay it under Billing; the workspace opens again within a minute.',
    ],
    'banner-maintenance': [
      'Maintenance is announced',
      'Nothing to do: orchard is read-only for some minutes at the announced time.',
    ],
    'help-report-filter': [
      'Set up a report',
      'Choose a table, then group and filter on the left; Save keeps it for all.',
    ],
    'help-board-start': [
      'Start with tables',
      'New, Table, and pick one of the three samples; columns can be changed later.',
    ],
    'help-connect-app': [
      'Connect an app',
      'Connections, Add, choose the app and sign in there as an admin of it.',
    ],
  },
  issues: [
    issue(
      'cannot-complete-step',
      11,
      [
        "{I can't|cannot|unable to} {complete|finish|get past} this step",
        '{the|this} {next|continue} button {does nothing|is dead|stays inactive}',
        '{stuck|I am stuck} {here|on this page|at step 2}',
        "{it|the page} {won't|does not} let me {continue|go on|proceed}",
        '{clicking|pressing} {next|continue} {has no effect|nothing happens}',
      ],
      by('page', [
        ['/billing/checkout', 'step-bank-check'],
        ['/import/mapping', 'step-required-columns'],
        ['/settings/domain', 'step-domain-proof'],
        ['/editor/publish', 'step-publish-review'],
      ]),
    ),
    issue(
      'limit-reached',
      8,
      [
        '{it says|I get} {limit reached|you have reached your limit}',
        '{what|which} {limit|quota} {is this|did we hit}',
        '{we hit|over} the {limit|quota}, {what now|how to go on}',
        '{limit|quota} {message|warning} {when adding|since today}',
      ],
      by('plan', [
        ['free', 'limit-free-rows'],
        ['team', 'limit-team-automation'],
        ['pro', 'limit-pro-raise'],
      ]),
      ANYWHERE,
    ),
    issue(
      'greyed-out',
      6,
      [
        '{the button|this option|the menu entry} is {grey|greyed out|not clickable}',
        "why {can't I|am I not able to} {click|choose|change} this",
        '{not allowed|no permission} {it says|here}',
        "{option|setting} {is disabled|can't be used}",
      ],
      by('role', [
        ['member', 'grey-ask-admin'],
        ['admin', 'grey-settings-lock'],
      ]),
      ['/settings/workspace', '/settings/security', '/tables'],
    ),
    issue(
      'banner',
      6,
      [
        '{what does|what is} {the banner|the message at the top|the red bar} {mean|about}',
        'we {see|have} a {warning|notice} {on every page|at the top}',
        '{how do I|can I} {get rid of|remove} {this banner|the warning at the top}',
        "{everything|all} {is read only|can't be edited} {suddenly|}",
      ],
      by('lifecycle', [
        ['trial', 'banner-trial-ends'],
        ['past-due', 'banner-pay-open'],
        ['active', 'banner-maintenance'],
      ]),
      ANYWHERE,
    ),
    issue(
      'how-does-this-work',
      6,
      [
        'how does this {work|page work}',
        '{what|where} do I {do|start} here',
        '{need help|please help} with {this|this page}',
        "{I don't understand|confused by} {this screen|what to do here}",
        'is there a {guide|tutorial} for this',
      ],
      by('page', [
        ['/reports/new', 'help-report-filter'],
        ['/tables/new', 'help-board-start'],
        ['/connections/add', 'help-connect-app'],
      ]),
    ),
  ],
};
