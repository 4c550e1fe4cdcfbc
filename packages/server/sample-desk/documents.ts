/** Help articles and written workflows of the sample desk, as lines of a ticket file. */
import { ISSUES } from './make-tickets.ts';

const article = (id: string, title: string, text: string) => ({
  id: `kb-${id}`,
  title,
  kind: 'article',
  url: `https://help.larkfold.example/kb/${id}`,
  text,
});
const workflow = (id: string, title: string, topic: string, steps: readonly string[]) => ({
  id: `workflow-${id}`,
  title,
  kind: 'workflow',
  topic,
  steps,
});

const WRITTEN = [
  article(
    'reset-your-password',
    'Reset your password',
    'On the login page choose "Forgot password" and enter the address of your account. A mail from no-reply@mail.larkfold.example arrives within two minutes.\n\nThe link is valid for 30 minutes, and only the newest one works.\n\nIf nothing arrives: look for the mail in quarantine, ask your IT to allow the domain mail.larkfold.example, and request one new link. With company login there is no Larkfold password to reset.',
  ),
  article(
    'two-step-sign-in',
    'Two-step sign-in',
    'Pair an authenticator app under Settings > Profile > Two-step sign-in and print the ten backup codes; each works once.\n\nNew or lost phone: an owner or admin opens Settings > Members, chooses the person and presses "Reset two-step sign-in". At the next sign-in the new phone is paired.\n\nThe only owner of a workspace must pass an identity check with our team, which takes one working day.',
  ),
  article(
    'invite-people',
    'Invite people',
    'Settings > Members > Invite. Enter up to fifty addresses, choose a role and send.\n\nInvitations are valid for seven days. Renew one under Pending with "Send again"; the link before it stops working. Open invitations count as seats.',
  ),
  article(
    'roles-and-rights',
    'Roles and rights',
    'Guest: sees only what was shared. Member: own time and own projects. Manager: approves time and sees budgets, no rates. Admin: everything but the subscription. Owner: everything. The billing role can be added to anybody.\n\nOwners and admins change roles under Settings > Members > person > Role.',
  ),
  article(
    'single-sign-on',
    'Single sign-on with SAML',
    'Agency plan. Settings > Security > Single sign-on shows entity id, reply address (ACS URL) and certificate.\n\nSince release 5.0 the ACS URL is https://app.larkfold.example/sso/v2/acs. With the old one people are sent to the login page over and over. After the change, delete the cookies of app.larkfold.example once.\n\nOwners can always sign in with a password by adding ?password=1 to the login address.',
  ),
  article(
    'charges-and-refunds',
    'Charges and refunds',
    'A failed payment is tried again after three days. Banks often show the failed one as a reservation for up to five working days, so that it looks like a double charge.\n\nIf two amounts stay booked, send us both dates. We refund the second one on the same day; it takes three to seven days to arrive. Never send card numbers.',
  ),
  article(
    'company-details-on-invoices',
    'Company details on your Larkfold invoices',
    'Settings > Billing > Company details: name, address, VAT id, purchase order. They count for every new invoice. Use "Reissue" for older ones of the present year.\n\nCompanies in the EU with a valid VAT id outside our country pay without VAT.',
  ),
  article(
    'cancel-your-plan',
    'Cancel your plan',
    'Owners end the plan under Settings > Billing > Plan > End plan. Everything works until the paid time is over; then the workspace is read only for 90 days and is deleted after that.\n\nAnnual plans can be ended until the day before renewal. A pause of up to three months keeps your data for free.',
  ),
  article(
    'correct-your-hours',
    'Correct your hours',
    'Click an entry to change start, end, task or the billable mark. Entries are open until the week is approved.\n\nA timer goes on when you close the browser. Settings > Profile > Timer has "Stop after" (hours) and "Ask me when idle" (minutes).',
  ),
  article(
    'approve-timesheets',
    'Approve and reopen timesheets',
    'Approvers find submitted weeks under Approvals. Approved weeks are locked; "Send back" in the list Done opens one for its person again.\n\nAdmins close months under Settings > Periods and may reopen them there.',
  ),
  article(
    'the-new-top-bar',
    'The new top bar (5.4)',
    'The timer moved to the lower left corner; the key T starts and stops it anywhere. Search is in the middle, the bell and your picture on the right.\n\nTo have the timer on top: your picture > Appearance > "Timer in the top bar".',
  ),
  article(
    'project-templates',
    'Project templates',
    'Project menu > Save as template. Choose what is kept: tasks, budget, people, dates (counted from the start).\n\nNew project > From template. Templates can be changed under Projects > Templates.',
  ),
  article(
    'send-invoices',
    'Send invoices to clients',
    'History on an invoice shows sent, delivered, opened and bounced. Correct the address at the client and press "Send again" after a bounce.\n\nUnder Settings > Invoices > Sender you can send from your own domain; add the two DNS records shown there, so that the mails do not land in junk folders.',
  ),
  article(
    'export-your-data',
    'Export your data',
    'Every report has Export: Excel (.xlsx), CSV (UTF-8) or PDF. Excel files need no settings. A CSV is opened in Excel with Data > From text/CSV, UTF-8 and the right separator.\n\nFull export in the workspace settings is made at night; the link is valid for 48 hours.',
  ),
  article(
    'connect-your-calendar',
    'Connect your calendar',
    'Settings > Integrations > Calendar > Connect, then tick the calendars to read. Meetings appear as suggestions in the timesheet and count only when you take them.\n\nDoubles mean that one calendar is read by two connections: disconnect all, connect once, then "Clear all" in the suggestions. "Busy only" leaves out private ones.',
  ),
  article(
    'api-limits',
    'API limits',
    '120 requests per minute and key; above that status 429 with the header Retry-After in seconds. Pages hold up to 500 rows (?limit=500). Use ?updated_since= for changes only. Higher limits are not for sale.',
  ),
  article(
    'import-from-another-tool',
    'Import from another tool',
    'Settings > Import has a template for clients, projects and hours. The first line must hold the names of its columns. Step 2 asks for date format and separator, step 3 shows what would happen.\n\nAn import can be undone for seven days.',
  ),
  workflow('double-charge', 'Handle a reported double charge', 'charged-twice', [
    'Ask whether both amounts are booked or one is pending.',
    'If one is pending: explain the reservation of five working days and close.',
    'If both are booked: check the payments page of the workspace for two settled payments.',
    'Refund the second one and tell the customer that it takes three to seven days.',
    'Never ask for a card number.',
  ]),
  workflow('lost-second-factor', 'Lost second factor', 'lost-second-factor', [
    'Ask whether the workspace has another owner or admin.',
    'If it has: point to Settings > Members > person > Reset two-step sign-in.',
    'If not: verify that the request comes from the address of the account.',
    'Start the identity check and tell that it takes one working day.',
    'Reset only after the check was passed; note it in the conversation.',
  ]),
  workflow('ownership', 'Transfer of ownership without the owner', 'transfer-ownership', [
    'Ask for a letter signed by the management on company paper.',
    'Compare company name and address with the billing details.',
    'Write to the owner’s address and wait two working days for an objection.',
    'Transfer to the admin named in the letter and confirm to both.',
  ]),
  workflow('accounting-sync', 'Accounting sync fails', 'accounting-sync-failed', [
    'Ask for the reason shown beside the failed invoices.',
    '"Authorisation expired": have them press Reconnect.',
    '"Account code not found": have them choose the renamed account under Mapping.',
    'Have them press "Retry all" and check that nothing is red.',
  ]),
  workflow('sso-outage', 'Company login fails for everybody', 'sso-loop', [
    'Let the owner in with ?password=1.',
    'Compare the ACS URL at the identity provider with the one of release 5.0.',
    'Have the cookies of app.larkfold.example deleted once.',
    'If it still fails, ask for the time of one attempt and hand over to the second line.',
  ]),
];

/** An article is about the issue whose replies link it; where several do, the one that comes most often. */
function issueOf(id: string): string | undefined {
  const linking = ISSUES.filter((issue) => `kb-${issue.article}` === id);
  return linking.toSorted((a, b) => b.weight - a.weight)[0]?.id;
}

export const DOCUMENTS = WRITTEN.map((document) => {
  const topic = 'topic' in document ? document.topic : issueOf(document.id);
  return topic === undefined ? document : { ...document, topic };
});
