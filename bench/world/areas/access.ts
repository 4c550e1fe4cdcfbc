/** Getting in, and what people may do: sign-in, people, permissions. */
import { type Area, plain } from '../issue.ts';

const SIGN_IN = ['/login', '/login/reset', '/settings/security'];
const PEOPLE = ['/settings/people', '/settings/roles'];

export const ACCESS: Area = {
  name: 'access',
  resolutions: {
    'password-reset': [
      'Set a new password',
      'Choose Forgot password on the sign-in page; the link is good for one hour.',
    ],
    'reset-mail-missing': [
      'The reset mail does not come',
      'Look in quarantine for mail from notify@orchard.example; company accounts with single sign-on get none.',
    ],
    'two-factor-lost': [
      'New phone, no codes',
      'Use one of the recovery codes; without them an admin chooses Reset second factor beside your name.',
    ],
    'two-factor-on': [
      'Turn on the second factor',
      'Settings, Security, Second factor; an admin can ask it of everybody.',
    ],
    'account-locked': [
      'Too many attempts',
      'The lock opens after 30 minutes, or at once when an admin chooses Unlock beside your name.',
    ],
    'sso-setup': [
      'Set up single sign-on',
      'Settings, Security, Single sign-on: paste the metadata address of your identity provider.',
    ],
    'sso-loop': [
      'Single sign-on goes round in circles',
      'The time of the identity provider is off, or the entity id lacks the workspace; compare both.',
    ],
    'session-short': [
      'Signed out too often',
      'Settings, Security, Session length; private windows forget the session when closed.',
    ],
    'email-change': [
      'Change the sign-in address',
      'Profile, E-mail; confirm with the link that we send to the old and the new address.',
    ],
    'invite-missing': [
      'An invitation does not arrive',
      'Open People, Pending, and choose Copy link; send it yourself.',
    ],
    'invite-expired': [
      'An invitation is no longer valid',
      'Invitations last seven days: People, Pending, Send again.',
    ],
    'role-change': ['Make somebody an admin', 'People, the three dots beside the name, Change role.'],
    'person-remove': [
      'Remove somebody',
      'People, the three dots beside the name, Deactivate; their work goes to the owner.',
    ],
    'owner-transfer': [
      'Hand over the workspace',
      'Settings, Workspace, Transfer ownership; the new owner confirms by mail.',
    ],
    'share-outside': [
      'Share with somebody outside',
      'Share, Guests, and enter the address; guests see that one document only.',
    ],
    'private-folder': ['Keep a folder private', 'Folder, Access, Only these people.'],
  },
  issues: [
    plain('password-reset', {
      weight: 4,
      pages: SIGN_IN,
      says: [
        "{forgot|lost|don't remember} {my|the} password",
        'how {do I|can I} {reset|change|set a new} password',
        "{my|the} password {no longer works|is wrong|isn't accepted} {can you set a new one|}",
        "{can't|cannot} {log in|sign in} {anymore|with my old password}",
      ],
    }),
    plain('reset-mail-missing', {
      weight: 3,
      pages: SIGN_IN,
      says: [
        '{the|no} {reset|password} {mail|email|link} {never arrives|does not come|came}',
        'I {asked for|requested} a new password {three times|an hour ago} {but got nothing|and no email}',
        '{waiting for|where is} the {link|message} to {set my|get a new} password',
        'nothing in {my inbox|spam} after {forgot password|clicking reset}',
      ],
    }),
    plain('two-factor-lost', {
      weight: 3,
      pages: SIGN_IN,
      says: [
        "{new phone|lost my phone|phone was stolen} and {can't get|no longer have} {the codes|my authenticator}",
        "{it asks|login wants} {for a code|six digits} {that I don't have|but my app is gone}",
        '{reset|remove|turn off} {my 2fa|two factor|the second factor}, {I am locked out|device is gone}',
      ],
    }),
    plain('two-factor-on', {
      weight: 1,
      pages: SIGN_IN,
      says: [
        '{how do I|want to} {turn on|enable|set up} {2fa|two factor|an authenticator}',
        '{can we|how to} {force|require} {2fa|a second factor} for {all|our whole team}',
        'is there {mfa|two step verification}',
      ],
    }),
    plain('account-locked', {
      weight: 2,
      pages: SIGN_IN,
      says: [
        '{my account|it says my account|user} is {locked|blocked} {after too many tries|}',
        'too many {attempts|failed logins}, {how long|please unlock me}',
        '{a colleague|<name>} {got|is} {locked out|blocked} {from login|typed the wrong password too often}',
      ],
    }),
    plain('sso-setup', {
      weight: 2,
      pages: ['/settings/security'],
      says: [
        '{how to|we want to} {connect|set up|configure} {sso|saml|single sign on} {with <idp>|}',
        '{where do I find|need} {the metadata|acs url|entity id} for <idp>',
        'can {our people|everybody} log in {with|through} <idp>',
      ],
    }),
    plain('sso-loop', {
      weight: 2,
      pages: SIGN_IN,
      says: [
        '{login|sso|saml} {keeps redirecting|goes in circles|loops} {back to the login page|between <idp> and you|}',
        'after <idp> {I land|it sends me} on the {sign in|login} page again',
        '{<idp>|saml} {error|says invalid response|assertion failed} {since this morning|when signing in}',
      ],
    }),
    plain('session-short', {
      weight: 2,
      pages: ['/home', ...SIGN_IN],
      says: [
        '{I am|we are} {logged out|signed out|kicked out} {all the time|every hour|several times a day}',
        '{have to|must} {log in|sign in} {again and again|every morning}',
        '{session|login} {expires|ends} too {fast|soon}',
      ],
    }),
    plain('email-change', {
      weight: 2,
      pages: ['/profile'],
      says: [
        '{change|update} my {email|login address|sign in mail} {to <email>|}',
        '{I married|our domain changed|new company mail}, how to {log in with|use} the new {address|email}',
        '{my|an} old {address|email} is still {shown|used} {for login|in my profile}',
      ],
    }),
    plain('invite-missing', {
      weight: 2,
      pages: PEOPLE,
      says: [
        '{my colleague|<name>|the new hire} {did not get|never received} the {invite|invitation}',
        '{invited|added} <name> but {no mail|nothing} {arrives|came}',
        '{invitation|invite} {email|mail} {is not delivered|lost}',
      ],
    }),
    plain('invite-expired', {
      weight: 2,
      pages: PEOPLE,
      says: [
        "{the invite|invitation link|link to join} {has expired|is no longer valid|doesn't work anymore}",
        '<name> {clicked too late|was on holiday}, {invite them again|the invitation is dead}',
        '{it says|we see} {this link is not valid|expired invitation}',
      ],
    }),
    plain('role-change', {
      weight: 2,
      pages: PEOPLE,
      says: [
        '{make|turn} <name> {an|into an} {admin|editor}',
        "how {do I|can we} {change|raise} {somebody's role|the rights of a user|permissions of <name>}",
        '{<name>|a colleague} {should|needs to} {manage|administrate} {the workspace|users} {too|}',
      ],
    }),
    plain('person-remove', {
      weight: 2,
      pages: PEOPLE,
      says: [
        '{<name>|an employee} {left|leaves} {the company|us}, {remove|delete|deactivate} {the user|them}',
        'how do I {remove|delete|take out} {a user|somebody|a person}',
        '{revoke|end} {access for|the account of} <name>',
      ],
    }),
    plain('owner-transfer', {
      weight: 1,
      pages: ['/settings/workspace'],
      says: [
        '{transfer|hand over} {ownership|the workspace} to <name>',
        '{the owner|my boss} {left|is gone}, {who owns it now|I need to be owner}',
        '{change|new} owner of {the workspace|our account}',
      ],
    }),
    plain('share-outside', {
      weight: 2,
      pages: ['/editor', '/share'],
      says: [
        '{share|show} {a document|this table|one page} {with|to} {a client|people outside|an external partner}',
        '{can|how can} {customers|a freelancer} {see|view} {only one|just this} {page|table}',
        '{guest|external} access {for|to} {one document|a client}',
      ],
    }),
    plain('private-folder', {
      weight: 1,
      pages: ['/editor', '/share'],
      says: [
        '{how to|can I} {hide|restrict} a folder {from others|}',
        '{only hr|just two of us} should {see|open} {this folder|these documents}',
        '{everyone|the whole team} can see {my|a} {folder|drafts}, {make it private|how to stop that}',
      ],
    }),
  ],
};
