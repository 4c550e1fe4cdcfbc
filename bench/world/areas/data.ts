/** Data in and out: imports, exports, interfaces, connections. */
import { type Area, plain } from '../issue.ts';

const IMPORT = ['/import', '/import/mapping'];
const API = ['/settings/api', '/developers'];

export const DATA: Area = {
  name: 'data',
  resolutions: {
    'import-start': [
      'Import a file',
      'Import, Upload, and choose a CSV or Excel file; the first row has to hold the names.',
    ],
    'import-encoding': [
      'Broken letters after an import',
      'Save the file as UTF-8 and import it again with Replace.',
    ],
    'import-dates': [
      'Day and month are swapped',
      'Choose the date format in step 2 of the import; it is guessed from the first row otherwise.',
    ],
    'import-duplicates': [
      'Everything is there twice',
      'Choose a key column in step 2 and import again with Update; Undo is under Import, History.',
    ],
    'import-size': [
      'A file is too large',
      'Files up to 50 MB are read; split larger ones or use the interface.',
    ],
    'import-stuck': [
      'An import does not finish',
      'Cancel it under Import, History, and start again; imports above 100,000 rows run at night.',
    ],
    'export-all': [
      'Export everything',
      'Settings, Workspace, Export; we send a link when the archive is ready.',
    ],
    'export-view': [
      'Export what is on the screen',
      'Choose Export above the table: only filtered rows and visible columns are taken.',
    ],
    'api-key-new': ['Create a key', 'Settings, Interface, New key; it is shown once.'],
    'api-rate-limit': [
      'Too many requests',
      'The limit is 600 a minute a key; wait as long as the Retry-After header says.',
    ],
    'api-unauthorised': [
      'The interface says 401',
      'Send the key as a bearer token; keys of people who were deactivated stop working.',
    ],
    'api-pages': ['Only the first 100 rows come', 'Follow next_cursor in the answer until it is null.'],
    'webhook-missing': [
      'Webhooks do not arrive',
      'Settings, Webhooks, Deliveries shows each attempt; after 20 failures a hook is paused.',
    ],
    'sync-paused': [
      'A connection stopped',
      'Connections, the app, Reconnect: the grant ran out or the password changed.',
    ],
    'sync-fields': [
      'A field is not synchronised',
      'Connections, the app, Fields, and tick it; it is filled at the next run.',
    ],
  },
  issues: [
    plain('import-start', {
      weight: 3,
      pages: IMPORT,
      says: [
        '{how do I|want to|can I} {import|upload|bring in} {<file>|our contacts|a spreadsheet|data from excel}',
        '{we come from|moving over from} {another tool|a spreadsheet}, how {to get|do we bring} our {data|rows} {in|into orchard}',
        '{which|what} {format|columns} does {the import|an upload} need',
      ],
    }),
    plain('import-encoding', {
      weight: 2,
      pages: IMPORT,
      says: [
        '{umlauts|accents|special characters|names} are {broken|garbled|question marks} after {the import|uploading <file>}',
        '{weird|strange} {letters|symbols} in {imported rows|the names}',
        'import {shows|turns} {é into Ã©|Müller into M?ller|letters into boxes}',
      ],
    }),
    plain('import-dates', {
      weight: 2,
      pages: IMPORT,
      says: [
        '{dates|birthdays|due dates} are {wrong|swapped|off} {after importing|in the uploaded data}',
        '{the import|it} {mixes up|swaps} {day and month|03/04 and 04/03}',
        '{american|european} dates in <file> {are read the wrong way|become wrong}',
      ],
    }),
    plain('import-duplicates', {
      weight: 2,
      pages: IMPORT,
      says: [
        '{everything|every row|each contact} {is there|appears|exists} {twice|two times} {after the second import|}',
        'import {created|makes} {duplicates|double entries}, {how to undo|get rid of them}',
        'want to {update|refresh} {existing rows|the list} {from <file>|} {without|instead of} {duplicates|adding new ones}',
      ],
    }),
    plain('import-size', {
      weight: 1,
      pages: IMPORT,
      says: [
        '{<file>|our file|the upload} is {too big|rejected, too large}',
        '{maximum|max} {size|rows} {for|of} {an import|uploads}',
        "can't {upload|import} {a file with 200k rows|120 mb}",
      ],
    }),
    plain('import-stuck', {
      weight: 2,
      pages: IMPORT,
      says: [
        '{import|upload|processing} {hangs|is stuck|stays} at {99|40|0} percent',
        '{<file>|my import} {has been running|is processing} {since yesterday|for hours}',
        '{progress bar|import} {does not move|never finishes}',
      ],
    }),
    plain('export-all', {
      weight: 2,
      pages: ['/settings/workspace'],
      says: [
        '{how do we|want to} {export|back up|download} {everything|all our data|the whole workspace}',
        '{need|want} a {full|complete} {backup|copy} of {our data|the workspace}',
        '{get|take} all {data|documents} out {for the audit|before we leave}',
      ],
    }),
    plain('export-view', {
      weight: 2,
      pages: ['/tables', '/reports'],
      says: [
        '{export|download} {this table|only the filtered rows|the list} {to excel|as csv}',
        '{how|where} do I {get|save} {what I see|this view} {in excel|as a file}',
        'export {contains|has} {all rows|hidden columns} {instead of|not} {my filter|what is shown}',
      ],
    }),
    plain('api-key-new', {
      weight: 2,
      pages: API,
      says: [
        '{where|how} do I {get|create|find} {an api key|a token|credentials for the api}',
        '{lost|need a new} {api key|token}',
        '{our developer|a script} needs {access to the api|a key}',
      ],
    }),
    plain('api-rate-limit', {
      weight: 2,
      pages: API,
      says: [
        '{we get|api returns|script stops with} {429|too many requests|rate limited}',
        '{how many|what number of} {requests|calls} per {minute|second} are allowed',
        '{raise|increase} {our|the} {api limit|request quota}',
      ],
    }),
    plain('api-unauthorised', {
      weight: 2,
      pages: API,
      says: [
        '{api|the call|curl} {answers|returns|says} {401|unauthorized|invalid token}',
        '{our|my} {key|token} {stopped working|is refused} {since today|}',
        "{integration|script} {can't authenticate|fails with 401}",
      ],
    }),
    plain('api-pages', {
      weight: 1,
      pages: API,
      says: [
        '{api|the endpoint|list call} {only returns|stops at|gives just} {100 rows|the first page}',
        'how {to get|do I read} {all|more than 100} {records|rows} {over|from} the api',
        '{pagination|paging|cursor} {in the api|how does it work}',
      ],
    }),
    plain('webhook-missing', {
      weight: 2,
      pages: API,
      says: [
        "{webhooks|events|callbacks} {don't arrive|stopped coming|are not sent}",
        '{our endpoint|the server} {gets|receives} no {events|webhook calls} {any more|since <month>}',
        '{hook|webhook} is {paused|disabled|marked failing}',
      ],
    }),
    plain('sync-paused', {
      weight: 3,
      pages: ['/connections'],
      says: [
        '{<app>|the connection|sync with <app>} {stopped|no longer works|is paused}',
        '{nothing|no data} {comes over|syncs} from <app> {since yesterday|any more}',
        '<app> {says|shows} {disconnected|needs attention|token expired}',
      ],
    }),
    plain('sync-fields', {
      weight: 2,
      pages: ['/connections'],
      says: [
        "{a field|phone number|the status} {is missing|does not come over|isn't synced} from <app>",
        '{sync|bring over} {custom fields|one more column} {from|with} <app>',
        '<app> sync {skips|ignores|leaves out} {some columns|a property}',
      ],
    }),
  ],
};
