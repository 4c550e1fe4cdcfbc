/**
 * Which column of a CSV export is what: guessed from the headers, set or overruled by a person.
 *
 * Knows the headers of the usual exports (Zendesk, Freshdesk, Intercom, Help Scout, Jira) and plain words;
 * compares them without case, spaces and punctuation. The first synonym that is present wins.
 *
 * @example suggestCsvMapping(['Ticket ID', 'Subject', 'Description']) // { id: 'Ticket ID', subject: 'Subject', description: 'Description' }
 */
export const CSV_FIELDS = [
  'id',
  'subject',
  'description',
  'resolution',
  'created_at',
  'status',
  'tags',
  'satisfaction',
  'language',
  'account',
  'agent',
  'topic',
] as const;
export type CsvField = (typeof CSV_FIELDS)[number];
/** Field to header; a field without a header is left out. */
export type CsvMapping = Readonly<Partial<Record<CsvField, string>>>;

const SYNONYMS: Readonly<Record<CsvField, readonly string[]>> = {
  id: [
    'id',
    'ticketid',
    'ticketnumber',
    'caseid',
    'casenumber',
    'conversationid',
    'issuekey',
    'key',
    'number',
    'ref',
    'reference',
  ],
  subject: [
    'subject',
    'ticketsubject',
    'summary',
    'conversationtitle',
    'tickettitle',
    'headline',
    'rawsubject',
    'title',
  ],
  description: [
    'description',
    'ticketdescription',
    'body',
    'descriptiontext',
    'text',
    'message',
    'firstmessage',
    'conversationfirstmessage',
    'content',
    'question',
    'details',
    'comment',
    'initialmessage',
    'request',
  ],
  resolution: [
    'resolution',
    'resolutionnotes',
    'solution',
    'answer',
    'reply',
    'response',
    'agentreply',
    'lastreply',
    'lastagentreply',
    'resolutiontext',
  ],
  created_at: [
    'createdat',
    'created',
    'createdtime',
    'createddate',
    'ticketcreatedat',
    'ticketcreateddate',
    'conversationcreatedat',
    'conversationstartedat',
    'startedat',
    'opened',
    'openedat',
    'date',
    'time',
    'timestamp',
    'at',
  ],
  status: ['status', 'ticketstatus', 'conversationstate', 'state'],
  tags: ['tags', 'tickettags', 'conversationtags', 'labels', 'tag'],
  satisfaction: [
    'satisfactionrating',
    'satisfaction',
    'satisfactionscore',
    'csat',
    'conversationrating',
    'surveyresult',
    'surveyresults',
    'rating',
    'customersatisfaction',
  ],
  language: ['language', 'locale', 'requesterlanguage', 'lang'],
  account: [
    'organization',
    'organisation',
    'company',
    'companyid',
    'companyname',
    'account',
    'accountid',
    'requesterorganization',
    'customerid',
    'requesterid',
    'contactid',
    'userid',
  ],
  agent: ['assignee', 'assigneename', 'agent', 'agentname', 'assignedto', 'teammate', 'owner'],
  topic: ['topic', 'category', 'tickettype', 'type', 'reason', 'issuetype'],
};

const plain = (header: string): string => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export function suggestCsvMapping(headers: readonly string[]): CsvMapping {
  const byName = new Map(headers.map((header) => [plain(header), header] as const).toReversed());
  const taken = new Set<string>();
  const mapping: Partial<Record<CsvField, string>> = {};
  for (const field of CSV_FIELDS) {
    const header = SYNONYMS[field]
      .map((name) => byName.get(name))
      .find((h) => h !== undefined && !taken.has(h));
    if (header === undefined) continue;
    mapping[field] = header;
    taken.add(header);
  }
  return mapping;
}
