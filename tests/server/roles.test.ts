/**
 * Who may do what, for each pair of a caller and an endpoint, over HTTP.
 *
 * The matrix is written by hand and holds what was decided; the contract holds what is enforced. Whoever changes one
 * of them without the other fails here. A new endpoint needs a row.
 */
import { endpoints, type EndpointName, scope as scopes, streams } from '@understudy/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../packages/server/src/store/index.ts';
import { addConversation, addWorkspace, engines } from '../database/databases.ts';
import {
  call,
  type Caller,
  cookieOf,
  OWNER,
  setUp,
  startTestServer,
  startVisitor,
  type TestServer,
} from './harness.ts';

/** `+` may, `-` may not. The last nine are API keys with this scope alone. `signOut` is last: it ends sessions. */
const MATRIX = `
                       stranger visitor agent lead owner  c:read c:write k:read k:write import export admin ctx metrics
version                +        +       +     +    +      +      +       +      +       +      +      +      +   +
checkSetup             +        +       +     +    +      +      +       +      +       +      +      +      +   +
setup                  +        +       +     +    +      +      +       +      +       +      +      +      +   +
signIn                 +        +       +     +    +      +      +       +      +       +      +      +      +   +
me                     -        -       +     +    +      -      -       -      -       -      -      -      -   -

startVisitorSession    +        +       +     +    +      +      +       +      +       +      +      +      +   +
postVisitorMessage     -        +       -     -    -      -      -       -      -       -      -      -      -   -
postVisitorAttachment  -        +       -     -    -      -      -       -      -       -      -      -      -   -
visitorAttachment      -        +       -     -    -      -      -       -      -       -      -      -      -   -
getVisitorConversation -        +       -     -    -      -      -       -      -       -      -      -      -   -
listVisitorConversations -        +       -     -    -      -      -       -      -       -      -      -      -   -
readConversation       -        +       -     -    -      -      -       -      -       -      -      -      -   -
requestHuman           -        +       -     -    -      -      -       -      -       -      -      -      -   -
rateAnswer             -        +       -     -    -      -      -       -      -       -      -      -      -   -
thumbAnswer            -        +       -     -    -      -      -       -      -       -      -      -      -   -
chooseClarification    -        +       -     -    -      -      -       -      -       -      -      -      -   -
rateConversation       -        +       -     -    -      -      -       -      -       -      -      -      -   -
setReplyAddress        -        +       -     -    -      -      -       -      -       -      -      -      -   -
getVisitorGuide        -        +       -     -    -      -      -       -      -       -      -      -      -   -
recordGuideRun         -        +       -     -    -      -      -       -      -       -      -      -      -   -
finishGuideRecording   +        +       +     +    +      +      +       +      +       +      +      +      +   +
widgetEvents           -        +       -     -    -      -      -       -      -       -      -      -      -   -

listConversations      -        -       +     +    +      +      -       -      -       -      -      -      -   -
getConversation        -        -       +     +    +      +      -       -      -       -      -      -      -   -
attachment             -        -       +     +    +      +      -       -      -       -      -      -      -   -
getNextStep            -        -       +     +    +      +      -       -      -       -      -      -      -   -
postAgentMessage       -        -       +     +    +      -      +       -      -       -      -      -      -   -
postAgentAttachment    -        -       +     +    +      -      +       -      -       -      -      -      -   -
discardDraft           -        -       +     +    +      -      +       -      -       -      -      -      -   -
whisper                -        -       +     +    +      -      +       -      -       -      -      -      -   -
takeBackWhisper        -        -       +     +    +      -      +       -      -       -      -      -      -   -
takeOver               -        -       +     +    +      -      +       -      -       -      -      -      -   -
handBack               -        -       +     +    +      -      +       -      -       -      -      -      -   -
putBack                -        -       +     +    +      -      +       -      -       -      -      -      -   -
resolveConversation    -        -       +     +    +      -      +       -      -       -      -      -      -   -
reopenConversation     -        -       +     +    +      -      +       -      -       -      -      -      -   -
events                 -        -       +     +    +      +      -       -      -       -      -      -      -   -
reportAccountLeft      -        -       -     +    +      -      +       -      -       -      -      -      -   -

listAudits             -        -       +     +    +      +      -       -      -       -      -      -      -   -
getAudit               -        -       +     +    +      +      -       -      -       -      -      -      -   -
judgeAudit             -        -       +     +    +      -      +       -      -       -      -      -      -   -
undoVerdict            -        -       +     +    +      -      +       -      -       -      -      -      -   -
correctAnswer          -        -       +     +    +      -      +       -      -       -      -      -      -   -
labelStakes            -        -       +     +    +      -      +       -      -       -      -      -      -   -

tellContext            -        -       -     +    +      -      -       -      -       -      -      -      +   -
eraseAccountContext    -        -       -     +    +      -      -       -      -       -      -      -      +   -
listFactFields         -        -       +     +    +      -      -       +      -       -      -      -      -   -
switchFactField        -        -       -     +    +      -      -       -      +       -      -      -      -   -
tellRelease            -        -       -     +    +      -      -       -      -       -      -      -      +   -
listReleases           -        -       +     +    +      -      -       +      -       -      -      -      -   -

learning               -        -       +     +    +      -      -       +      -       -      -      -      -   -
listLessons            -        -       +     +    +      -      -       +      -       -      -      -      -   -
getLesson              -        -       +     +    +      -      -       +      -       -      -      -      -   -
previewLesson          -        -       +     +    +      -      -       +      -       -      -      -      -   -
judgeCase              -        -       -     +    +      -      -       -      +       -      -      -      -   -
lockLesson             -        -       -     +    +      -      -       -      +       -      -      -      -   -
reviewLesson           -        -       -     +    +      -      -       -      +       -      -      -      -   -
undoReview             -        -       -     +    +      -      -       -      +       -      -      -      -   -
approveLessons         -        -       -     +    +      -      -       -      +       -      -      -      -   -
setLessonStage         -        -       -     +    +      -      -       -      +       -      -      -      -   -
retireResolution       -        -       -     +    +      -      -       -      +       -      -      -      -   -
restoreResolution      -        -       -     +    +      -      -       -      +       -      -      -      -   -
setValidity            -        -       -     +    +      -      -       -      +       -      -      -      -   -
listExemplars          -        -       +     +    +      -      -       +      -       -      -      -      -   -
setConditions          -        -       -     +    +      -      -       -      +       -      -      -      -   -
mergeResolution        -        -       -     +    +      -      -       -      +       -      -      -      -   -
splitResolution        -        -       -     +    +      -      -       -      +       -      -      -      -   -
startRollback          -        -       -     +    +      -      -       -      +       -      -      -      -   -
listRollbacks          -        -       +     +    +      -      -       +      -       -      -      -      -   -
getRollback            -        -       +     +    +      -      -       +      -       -      -      -      -   -
undoRollback           -        -       -     +    +      -      -       -      +       -      -      -      -   -
listResolutions        -        -       +     +    +      -      -       +      -       -      -      -      -   -
getResolution          -        -       +     +    +      -      -       +      -       -      -      -      -   -
listTopics             -        -       +     +    +      -      -       +      -       -      -      -      -   -
getTopicPath           -        -       +     +    +      -      -       +      -       -      -      -      -   -
listWorkflows          -        -       +     +    +      -      -       +      -       -      -      -      -   -
getWorkflow            -        -       +     +    +      -      -       +      -       -      -      -      -   -
writeWorkflow          -        -       -     +    +      -      -       -      +       -      -      -      -   -
editWorkflow           -        -       -     +    +      -      -       -      +       -      -      -      -   -
retireWorkflow         -        -       -     +    +      -      -       -      +       -      -      -      -   -
restoreWorkflow        -        -       -     +    +      -      -       -      +       -      -      -      -   -
listGuides             -        -       +     +    +      -      -       +      -       -      -      -      -   -
getGuide               -        -       +     +    +      -      -       +      -       -      -      -      -   -
proposeGuide           -        -       +     +    +      -      -       -      +       -      -      -      -   -
editGuide              -        -       -     +    +      -      -       -      +       -      -      -      -   -
retireGuide            -        -       -     +    +      -      -       -      +       -      -      -      -   -
restoreGuide           -        -       -     +    +      -      -       -      +       -      -      -      -   -
dismissBreaks          -        -       -     +    +      -      -       -      +       -      -      -      -   -
startGuideRecording    -        -       +     +    +      -      -       -      +       -      -      -      -   -
getGlossary            -        -       +     +    +      -      -       +      -       -      -      -      -   -
changeGlossary         -        -       -     +    +      -      -       -      -       -      -      +      -   -

startImport            -        -       -     +    +      -      -       -      -       +      -      -      -   -
startSampleImport      -        -       -     +    +      -      -       -      -       +      -      -      -   -
getImport              -        -       +     +    +      -      -       -      -       +      -      -      -   -
cancelImport           -        -       -     +    +      -      -       -      -       +      -      -      -   -
listRejectedRows       -        -       -     +    +      -      -       -      -       +      -      -      -   -
latestImport           -        -       +     +    +      -      -       -      -       +      -      -      -   -
export                 -        -       -     +    +      -      -       -      -       -      +      -      -   -

getSettings            -        -       +     +    +      +      -       -      -       -      -      -      -   -
updateSettings         -        -       -     +    +      -      -       -      -       -      -      +      -   -
tryHighStakes          -        -       -     +    +      -      -       -      -       -      -      +      -   -
getMailSetup           -        -       -     +    +      -      -       -      -       -      -      +      -   -
sendTestMail           -        -       -     +    +      -      -       -      -       -      -      +      -   -
getAutonomy            -        -       +     +    +      -      -       +      -       -      -      -      -   -
previewAutonomy        -        -       -     +    +      -      -       -      -       -      -      +      -   -
listMembers            -        -       +     +    +      +      -       -      -       -      -      -      -   -
addMember              -        -       -     -    +      -      -       -      -       -      -      +      -   -
suspendMember          -        -       -     -    +      -      -       -      -       -      -      +      -   -
listApiKeys            -        -       -     -    +      -      -       -      -       -      -      +      -   -
createApiKey           -        -       -     -    +      -      -       -      -       -      -      +      -   -
revokeApiKey           -        -       -     -    +      -      -       -      -       -      -      +      -   -
getIdentity            -        -       -     +    +      -      -       -      -       -      -      +      -   -
createIdentityKey      -        -       -     -    +      -      -       -      -       -      -      +      -   -
setIdentityKey         -        -       -     -    +      -      -       -      -       -      -      +      -   -
checkIdentity          -        -       +     +    +      +      -       -      -       -      -      -      -   -
listAuditLog           -        -       -     -    +      -      -       -      -       -      -      +      -   -
verifyAuditLog         -        -       -     -    +      -      -       -      -       -      -      +      -   -
exportAuditLog         -        -       -     -    +      -      -       -      -       -      -      +      -   -

erasePerson            -        -       -     -    +      -      -       -      -       -      -      +      -   -
listErasures           -        -       -     -    +      -      -       -      -       -      -      +      -   -
getRetention           -        -       -     -    +      -      -       -      -       -      -      +      -   -
setRetention           -        -       -     -    +      -      -       -      -       -      -      +      -   -
previewRetention       -        -       -     -    +      -      -       -      -       -      -      +      -   -
exportCustomer         -        -       -     -    +      -      -       -      -       -      +      -      -   -

getOverview            -        -       -     +    +     -      -       +      -       -      -      -     -   -
getQuality             -        -       -     +    +     -      -       +      -       -      -      -     -   -
getTwin                -        -       -     +    +     -      -       +      -       -      -      -     -   -
getForecast            -        -       -     +    +     -      -       +      -       -      -      -     -   -
listTopicFigures       -        -       -     +    +     -      -       +      -       -      -      -     -   -
listFigureRows         -        -       -     +    +     -      -       +      -       -      -      -     -   -
getRecomputation       -        -       -     +    +     -      -       +      -       -      -      -     -   -
listSavedViews         -        -       -     +    +     -      -       +      -       -      -      -     -   -
getDrift               -        -       -     +    +     -      -       +      -       -      -      -     -   -
listIncidents          -        -       -     +    +     -      -       +      -       -      -      -     -   -
getIncident            -        -       -     +    +     -      -       +      -       -      -      -     -   -
getInsights            -        -       -     +    +     -      -       +      -       -      -      -     -   -
listAccountHealth      -        -       -     +    +     -      -       +      -       -      -      -     -   -
listAlarms             -        -       -     +    +     -      -       +      -       -      -      -     -   -
getNotices             -        -       -     +    +     -      -       +      -       -      -      -     -   -
getWorth               -        -       -     +    +     -      -       +      -       -      -      -     -   -
recomputeFigures       -        -       -     +    +     -      -       -      +       -      -      -     -   -
saveView               -        -       -     +    +     -      -       -      +       -      -      -     -   -
deleteView             -        -       -     +    +     -      -       -      +       -      -      -     -   -
changeIncident         -        -       -     +    +     -      -       -      +       -      -      -     -   -
changeInsight          -        -       -     +    +     -      -       -      +       -      -      -     -   -
settleAlarm            -        -       -     +    +     -      -       -      +       -      -      -     -   -
changeCostModel        -        -       -     +    +     -      -       -      +       -      -      -     -   -
exportFigures          -        -       -     +    +     -      -       -      -       -      +      -     -   -
listWebhooks           -        -       -     -    +     -      -       -      -       -      -      +     -   -
createWebhook          -        -       -     -    +     -      -       -      -       -      -      +     -   -
changeWebhook          -        -       -     -    +     -      -       -      -       -      -      +     -   -
rotateWebhookSecret    -        -       -     -    +     -      -       -      -       -      -      +     -   -
deleteWebhook          -        -       -     -    +     -      -       -      -       -      -      +     -   -
testWebhook            -        -       -     -    +     -      -       -      -       -      -      +     -   -
listDeliveries         -        -       -     -    +     -      -       -      -       -      -      +     -   -
replayDelivery         -        -       -     -    +     -      -       -      -       -      -      +     -   -
changeNotices          -        -       -     -    +     -      -       -      -       -      -      +     -   -
sendSummary            -        -       -     -    +     -      -       -      -       -      -      +     -   -
metrics                -        -       -     -    +     -      -       -      -       -      -      -     -   +
getPriority            -        -       +     +    +     +      -       -      -       -      -      -     -   -

signOut                -        -       +     +    +      +      -       -      -       -      -      -      -   -
`;

type Name = EndpointName | keyof typeof streams;
const [header = '', ...lines] = MATRIX.trim().split('\n');
const CALLERS = header.trim().split(/\s+/);
const KEY_SCOPES: Readonly<Record<string, (typeof scopes.options)[number]>> = {
  'c:read': 'conversations:read',
  'c:write': 'conversations:write',
  'k:read': 'knowledge:read',
  'k:write': 'knowledge:write',
  import: 'import',
  export: 'export',
  admin: 'admin',
  ctx: 'context:write',
  metrics: 'metrics:read',
};
const ROWS = lines
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [name = '', ...marks] = line.trim().split(/\s+/);
    return { name: name as Name, may: new Map(CALLERS.map((who, i) => [who, marks[i] === '+'])), marks };
  });

/** Only where the answer to a wrong body would look like a refusal of the caller. */
const bodies = (public_key: string): Partial<Record<Name, unknown>> => ({
  signIn: { email: OWNER.email, password: OWNER.password },
  startVisitorSession: { workspace: public_key },
});

describe('the matrix', () => {
  it('has one row for each endpoint and stream, and a mark for each caller', () => {
    const known = [...Object.keys(endpoints), ...Object.keys(streams)];
    expect(ROWS.map((row) => row.name).toSorted()).toEqual(known.toSorted());
    for (const row of ROWS)
      expect([row.name, row.marks.join('')]).toEqual([row.name, expect.stringMatching(/^[+-]{14}$/)]);
    expect(Object.values(KEY_SCOPES).toSorted()).toEqual([...scopes.options].toSorted());
  });
});

describe('roles and actions', () => {
  const PASSWORD = OWNER.password;
  const callers = new Map<string, Caller>();
  let server: TestServer;
  let workspace: { id: string; public_key: string };

  beforeAll(async () => {
    server = await startTestServer(await (engines[0] as (typeof engines)[0]).open());
    const { owner, me } = await setUp(server);
    workspace = me.workspace;
    callers.set('stranger', {}).set('owner', owner);
    callers.set('visitor', await startVisitor(server.url, workspace.public_key));
    for (const role of ['agent', 'lead'] as const) callers.set(role, await addPerson(owner, role));
    for (const [who, scope] of Object.entries(KEY_SCOPES)) {
      const body = { name: who, scopes: [scope] };
      const { value } = await call(server.url, 'createApiKey', { ...owner, body });
      callers.set(who, { headers: { authorization: `Bearer ${value.secret}` } });
    }
    // Another one runs, so that nobody starts to read the sample desk.
    await server.database.asWorkspace(workspace.id, (tx) =>
      sql`insert into imports (id, source, state, started_at) values ('imp_running', 'x', 'running', now())`.execute(
        tx,
      ),
    );
  }, 60_000);
  afterAll(async () => {
    await server?.close();
    await server?.database.close();
  });

  async function addPerson(owner: Caller, role: 'agent' | 'lead'): Promise<Caller> {
    const email = `${role}@example.com`;
    await call(server.url, 'addMember', { ...owner, body: { name: role, email, password: PASSWORD, role } });
    const { headers } = await call(server.url, 'signIn', { body: { email, password: PASSWORD } });
    return { headers: { cookie: cookieOf(headers) } };
  }

  /** Whether the door opened: what comes behind it may still say that the thing or the form is wrong. */
  async function mayCall(name: Name, caller: Caller): Promise<boolean> {
    const abort = new AbortController();
    const { path, method } =
      name in streams
        ? { ...streams[name as keyof typeof streams], method: 'GET' }
        : endpoints[name as EndpointName];
    const body = bodies(workspace.public_key)[name];
    const response = await fetch(`${server.url}${path.replace(/:\w+/g, 'cnv_000000')}?source=x&token=x`, {
      method,
      headers: { ...caller.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: abort.signal,
    });
    const code = response.ok ? 'ok' : ((await response.json()) as { code: string }).code;
    abort.abort();
    // Who is nobody in particular is counted by address, which all callers share here.
    const isPublic = name in endpoints && endpoints[name as EndpointName].access.kind === 'public';
    expect(['internal', 'unavailable', ...(isPublic ? [] : ['rate-limited'])]).not.toContain(code);
    return code !== 'unauthenticated' && code !== 'forbidden';
  }

  it.each(ROWS)('$name', async ({ name, may }) => {
    const found = new Map<string, boolean>();
    for (const who of CALLERS) found.set(who, await mayCall(name, callers.get(who) ?? {}));
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(may));
  });
});

/** Things of our workspace, by endpoints that name one; another workspace's owner must not find them. */
const NAMED: Readonly<Partial<Record<EndpointName, readonly [id: string, body?: unknown]>>> = {
  getConversation: ['cnv_ours00'],
  postAgentMessage: ['cnv_ours00', { client_id: 'client-000001', kind: 'message', text: 'hi' }],
  postAgentAttachment: ['cnv_ours00', { a: 'file' }],
  discardDraft: ['cnv_ours00', { decision_id: 'dec_ours00' }],
  whisper: ['cnv_ours00', { say: { text: 'Say this next.' } }],
  takeBackWhisper: ['whi_ours00'],
  takeOver: ['cnv_ours00'],
  handBack: ['cnv_ours00'],
  putBack: ['cnv_ours00'],
  resolveConversation: ['cnv_ours00'],
  reopenConversation: ['cnv_ours00'],
  getAudit: ['dec_ours00'],
  judgeAudit: ['dec_ours00', { verdict: 'right' }],
  undoVerdict: ['dec_ours00'],
  correctAnswer: ['dec_ours00', { verdict: 'wrong', correction: { text: 'Something that would be right.' } }],
  labelStakes: ['dec_ours00', { class: 'legal' }],
  getLesson: ['les_ours00'],
  previewLesson: ['les_ours00'],
  judgeCase: ['les_ours00', { decision_id: 'dec_ours00', resolution_id: 'res_ours00', verdict: 'right' }],
  lockLesson: ['les_ours00'],
  reviewLesson: ['les_ours00', { verdict: 'approve' }],
  undoReview: ['les_ours00'],
  getRollback: ['rbk_ours00'],
  undoRollback: ['rbk_ours00'],
  setLessonStage: ['les_ours00', { stage: 'shadow' }],
  getResolution: ['res_ours00'],
  retireResolution: ['res_ours00', {}],
  listExemplars: ['res_ours00'],
  setConditions: ['res_ours00', { conditions: ['plan:free'] }],
  mergeResolution: ['res_ours00', { into: 'res_ours00' }],
  splitResolution: ['res_ours00', { exemplars: ['exm_1'], title: 'T', text: 'Text' }],
  restoreResolution: ['res_ours00'],
  setValidity: ['res_ours00', { valid_until: null }],
  suspendMember: ['mem_ours00', { suspended: true }],
  exportCustomer: ['cus_cnv_ours00'],
  getNextStep: ['cnv_ours00'],
  getWorkflow: ['wfl_ours00'],
  editWorkflow: ['wfl_ours00', { title: 'T', text: 'Greet' }],
  retireWorkflow: ['wfl_ours00'],
  restoreWorkflow: ['wfl_ours00'],
  getGuide: ['gde_ours00'],
  editGuide: ['gde_ours00', { title: 'T', texts: ['Open Billing'] }],
  retireGuide: ['gde_ours00'],
  restoreGuide: ['gde_ours00'],
  dismissBreaks: ['gde_ours00'],
  startGuideRecording: ['res_ours00', { page_url: 'https://app.example/billing' }],
  getImport: ['imp_ours00'],
  cancelImport: ['imp_ours00'],
  listRejectedRows: ['imp_ours00'],
  revokeApiKey: ['key_ours00'],
  setIdentityKey: ['idk_ours00', { retired: true }],
  getIncident: ['inc_ours00'],
  changeIncident: ['inc_ours00', { note: 'Seen.' }],
  getPriority: ['cnv_ours00'],
  changeInsight: ['ins_ours00', { dismissed: true }],
  deleteView: ['viw_ours00'],
  settleAlarm: ['alm_ours00', { settled: true, note: null }],
  changeWebhook: ['whk_ours00', { on: false }],
  rotateWebhookSecret: ['whk_ours00'],
  testWebhook: ['whk_ours00'],
  listDeliveries: ['whk_ours00'],
  replayDelivery: ['whk_ours00'],
  deleteWebhook: ['whk_ours00'],
};
/** What they name are no rows: a topic of the caller's own model, an account of the caller's own customers. */
const NOT_ROWS: readonly EndpointName[] = ['getTopicPath', 'reportAccountLeft'];
const isMember = (name: EndpointName) => endpoints[name].access.kind === 'member';
const memberNames = (Object.keys(endpoints) as EndpointName[]).filter(isMember);

describe('another workspace', () => {
  let server: TestServer;
  let owner: Caller;
  let outsider: Caller;

  beforeAll(async () => {
    server = await startTestServer(await (engines[0] as (typeof engines)[0]).open());
    const done = await setUp(server);
    owner = done.owner;
    const member = { name: 'Eve', email: 'eve@example.com', password: OWNER.password };
    await call(server.url, 'addMember', { ...owner, body: { ...member, role: 'owner' } });
    const other = await addWorkspace(server.database);
    await server.database.asSystem((tx) =>
      sql`update members set workspace_id = ${other} where email = ${member.email}`.execute(tx),
    );
    const { headers } = await call(server.url, 'signIn', { body: member });
    outsider = { headers: { cookie: cookieOf(headers) } };
    await addThings(server.database, done.me.workspace.id);
  }, 60_000);
  afterAll(async () => {
    await server?.close();
    await server?.database.close();
  });

  const lists = memberNames.filter(
    (name) => endpoints[name].method === 'GET' && !endpoints[name].path.includes(':'),
  );
  it.each(lists)('%s shows nothing of ours', async (name) => {
    const { value } = await call(server.url, name, outsider);
    expect(JSON.stringify(value)).not.toMatch(/ours00|ada@example\.com/);
  });

  it('exports nothing of ours', async () => {
    for (const { path } of [streams.export, streams.exportAuditLog]) {
      const response = await fetch(server.url + path, { headers: { ...outsider.headers } });
      expect([response.status, await response.text()]).toEqual([
        200,
        expect.not.stringMatching(/ours00|ada@/),
      ]);
    }
  });

  it('has a thing for every endpoint that names one', () => {
    const withId = memberNames.filter((name) => endpoints[name].path.includes('/:id'));
    expect([...Object.keys(NAMED), ...NOT_ROWS].toSorted()).toEqual(withId.toSorted());
  });

  it.each(Object.keys(NAMED) as EndpointName[])('%s finds nothing of ours, which is there', async (name) => {
    const [id = '', body] = NAMED[name] ?? [];
    const request = { params: { id, delivery_id: 'dlv_ours00' }, body } as never;
    const theirs = await call(server.url, name, { ...outsider, ...(request as object) });
    expect(theirs.problem?.code).toBe('not-found');
    const ours = await call(server.url, name, { ...owner, ...(request as object) });
    expect(['not-found', 'forbidden', 'invalid-request', 'internal']).not.toContain(ours.problem?.code);
  });
});

const DECISION = {
  action: 'answer',
  confidence: 0.9,
  confidence_low: 0.8,
  confidence_high: 0.95,
  threshold: 0.7,
  cell: 'x',
  reasons: [],
  candidates: [],
  model_version: 0,
  encoder_id: 'x',
  audited: true,
  audit_probability: 0.2,
  seed: 1,
};

async function addThings(database: Database, workspace_id: string): Promise<void> {
  await database.asWorkspace(workspace_id, async (tx) => {
    await addConversation(tx, 'cnv_ours00');
    await sql`insert into incidents (id, state, kind, title, keys, opened_at, burst_at, p)
      values ('inc_ours00', 'open', 'term', 'T', '[]', now(), now(), 0.001)`.execute(tx);
    await sql`insert into alarms (id, key, kind, severity, title, text, link, raised_at)
      values ('alm_ours00', 'k', 'incident', 'informs', 'T', 'T', '/incidents', now())`.execute(tx);
    await sql`insert into webhooks (id, url, events, is_on, created_at)
      values ('whk_ours00', 'https://example.com/hook', '["alarm.raised"]', true, now())`.execute(tx);
    await sql`insert into webhook_secrets (id, webhook_id, prefix, sealed_secret, created_at)
      values ('whs_ours00', 'whk_ours00', 'whsec_', '\\x00', now())`.execute(tx);
    await sql`insert into deliveries (id, webhook_id, event, body, state, created_at)
      values ('dlv_ours00', 'whk_ours00', 'test', '{}', 'failed', now())`.execute(tx);
    await sql`insert into insights (id, kind, topic_id, tokens, count, expected, accounts, lift, low, high, q, found_at)
      values ('ins_ours00', 'lift', 't', '["plan:free"]', 9, 1, 9, 9, 5, 12, 0.01, now())`.execute(tx);
    await sql`insert into saved_views (id, page, name, search, member_id, by, shared, at)
      select 'viw_ours00', 'quality', 'V', '', id, name, true, now() from members`.execute(tx);
    await sql`insert into messages (id, conversation_id, seq, author, kind, text, at)
      values ('msg_ours00', 'cnv_ours00', 1, 'customer', 'message', 'Where is it?', now())`.execute(tx);
    await sql`update conversations set last_seq = 1`.execute(tx);
    await sql`insert into resolutions (id, title, text, stakes, stage, created_at, updated_at)
      values ('res_ours00', 'T', 'T', 'read-only', 'shadow', now(), now())`.execute(tx);
    await sql`insert into lessons (id, kind, stage, title, question, resolution_id, source, source_key, at)
      values ('les_ours00', 'new-resolution', 'shadow', 'T', 'Q', 'res_ours00', 'article', 'x', now())`.execute(
      tx,
    );
    await sql`insert into lessons (id, kind, stage, title, question, resolution_id, source, source_key, at)
      values ('les_ours00w', 'workflow', 'suggest', 'T', 'Q', 'res_ours00', 'workflow', 'w', now())`.execute(
      tx,
    );
    await sql`insert into workflows (id, resolution_id, created_at) values ('wfl_ours00', 'res_ours00', now())`.execute(
      tx,
    );
    await sql`insert into workflow_versions (workflow_id, version, lesson_id, title, text, at)
      values ('wfl_ours00', 1, 'les_ours00w', 'T', 'Greet', now())`.execute(tx);
    await sql`insert into lessons (id, kind, stage, title, question, resolution_id, source, source_key, at, status)
      values ('les_ours00g', 'guide', 'suggest', 'T', 'Q', 'res_ours00', 'human-reply', 'g', now(), 'open')`.execute(
      tx,
    );
    await sql`insert into guides (id, resolution_id, created_at) values ('gde_ours00', 'res_ours00', now())`.execute(
      tx,
    );
    const steps = [{ route: '/', text: 'Open Billing', fingerprint: null, advance: 'manual' }];
    await sql`insert into guide_versions (guide_id, version, lesson_id, title, steps, at)
      values ('gde_ours00', 1, 'les_ours00g', 'T', ${JSON.stringify(steps)}::jsonb, now())`.execute(tx);
    await sql`insert into decisions
      (id, conversation_id, message_id, generation, action, confidence, model_version, question, decision, state, at)
      values ('dec_ours00', 'cnv_ours00', 'msg_ours00', 0, 'answer', 0.9, 0, '{"text": "Where is it?"}', ${JSON.stringify(DECISION)}::jsonb,
        'sent', now())`.execute(tx);
    await sql`insert into whispers (id, conversation_id, message_id, generation, is_lesson, by, at)
      values ('whi_ours00', 'cnv_ours00', 'msg_ours00', 0, false, 'Ada', now())`.execute(tx);
    await sql`insert into audits (decision_id, conversation_id, audit_rate, opened_at)
      values ('dec_ours00', 'cnv_ours00', 0.2, now())`.execute(tx);
    await sql`insert into imports (id, source, state, started_at) values ('imp_ours00', 'x', 'running', now())`.execute(
      tx,
    );
    await sql`insert into rollbacks (id, scope, reason, state, total, by, at)
      values ('rbk_ours00', '{"kind": "author", "author": "Ada"}', '', 'done', 0, 'Ada', now())`.execute(tx);
    await sql`insert into members (id, user_id, name, email, role)
      values ('mem_ours00', 'nobody', 'Bob', 'bob@example.com', 'agent')`.execute(tx);
    await sql`insert into api_keys (id, name, prefix, hash, scopes) values ('key_ours00', 'k', 'p', '\\x00', '[]')`.execute(
      tx,
    );
    await sql`insert into identity_keys (id, sealed_secret, created_at) values ('idk_ours00', '\\x00', now())`.execute(
      tx,
    );
  });
}
