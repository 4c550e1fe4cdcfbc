/** The pages of the product: path, name, and what is drawn for a state. */

const fragment = (html) => document.createRange().createContextualFragment(html);

const PEOPLE = {
  nobody: { name: 'Guest', plan: 'free' },
  mara: { name: 'Mara Lindqvist', plan: 'studio' },
  jonas: { name: 'Jonas Keller', plan: 'free' },
};

export const pages = [
  {
    path: '/',
    name: 'Overview',
    draw: ({ user }) =>
      fragment(`
        <h1>Good morning</h1>
        <p class="lead">Hours, projects and invoices in one calm place.</p>
        <p data-private>Signed in as ${PEOPLE[user].name}.</p>
        <p><a class="button" href="/timesheets" data-route data-understudy>Go to this week</a></p>`),
  },
  {
    path: '/timesheets',
    name: 'Timesheets',
    draw: ({ week }) =>
      fragment(`
        <h1>This week</h1>
        <p class="lead">${week === 'open' ? 'Not signed off yet.' : 'Signed off on Friday.'}</p>
        <form data-saves="/api/timesheets">
          <label>Monday <input type="number" name="monday" value="7.5" step="0.25" min="0" max="24" /></label>
          <label>Tuesday <input type="number" name="tuesday" value="8" step="0.25" min="0" max="24" /></label>
          <label>Note <input type="text" name="note" autocomplete="off" /></label>
          <button type="submit" data-understudy>Save changes</button>
        </form>`),
  },
  {
    path: '/invoices',
    name: 'Invoices',
    draw: () =>
      fragment(`
        <h1>Invoices</h1>
        <table>
          <thead><tr><th scope="col">Number</th><th scope="col">Client</th><th scope="col">Amount</th><th scope="col">State</th></tr></thead>
          <tbody>
            <tr><td>2026-0041</td><td data-private>Nordlicht GmbH</td><td>1,240.00</td><td>Sent</td></tr>
            <tr><td>2026-0042</td><td data-private>Atelier Blau</td><td>310.50</td><td>Draft</td></tr>
          </tbody>
        </table>
        <form data-saves="/api/invoices">
          <button type="submit" data-understudy>Send 2026-0042</button>
        </form>`),
  },
  {
    path: '/settings/team',
    name: 'Team',
    draw: ({ user }) =>
      fragment(`
        <h1>Team</h1>
        <p class="lead">Plan: ${PEOPLE[user].plan}</p>
        <form data-saves="/api/team">
          <label>Role of Ines <select name="role"><option>Member</option><option>Manager</option></select></label>
          <button type="submit" data-understudy>Save changes</button>
        </form>`),
  },
  {
    path: '/settings/billing',
    name: 'Billing',
    draw: ({ invoice }) =>
      fragment(`
        <h1>Billing</h1>
        <p class="lead">${invoice === 'open' ? 'One invoice is open.' : 'Everything is paid.'}</p>
        <form data-saves="/api/billing" data-then="/settings/billing/done">
          <label>Card number <input name="card" autocomplete="cc-number" inputmode="numeric" /></label>
          <label>VAT number <input name="vat" autocomplete="off" data-testid="vat-number" /></label>
          <button type="submit" data-understudy data-testid="save-billing">Save billing details</button>
        </form>`),
  },
  {
    path: '/settings/billing/done',
    name: 'Billing saved',
    isHidden: true,
    draw: () =>
      fragment(`
        <h1>All set</h1>
        <p class="lead">Your VAT number stands on the next invoice.</p>
        <p><a class="button" href="/invoices" data-route data-understudy>Back to the invoices</a></p>`),
  },
];
