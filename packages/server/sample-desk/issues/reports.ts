import type { Issue } from './issue.ts';

export const reports: readonly Issue[] = [
  {
    id: 'csv-broken-letters',
    page: '/reports',
    weight: 3,
    article: 'export-your-data',
    asks: [
      'Umlauts are garbage in the exported file: MÃ¼ller.',
      'The CSV opens in one single column.',
      'excel shows weird characters',
      'Names with accents are broken after downloading the report.',
      'When I open the export everything is crammed in column A.',
      'Polish letters come out as question marks in the spreadsheet.',
      'How do I get a proper Excel file instead of this CSV?',
      'é à ñ all destroyed in the hours export',
      'Spreadsheet reads 1.5 hours as first of May.',
    ],
    answers: [
      'In the export window choose "Excel (.xlsx)"; letters, columns and numbers are then right. If you need CSV, import it in Excel with Data > From text, UTF-8 and the separator that you chose, instead of a double click.',
      'Please take the format .xlsx in the export window. A CSV must be imported (Data > From text/CSV, UTF-8). https://help.larkfold.example/kb/export-your-data',
    ],
  },
  {
    id: 'totals-differ',
    page: '/reports',
    weight: 3,
    asks: [
      'The report says 412 hours, the timesheets add up to 437.',
      'Numbers in the dashboard and in the detailed report don’t match.',
      'totals wrong!!',
      'Why is the sum for March different today from what it was last week?',
      'My manager sees more hours in the report than I do.',
      'Invoice amount and report differ by 25 hours.',
      'Utilisation shows 68 %, I calculate 74 %.',
      'Which of the two totals is the true one?',
    ],
    answers: [
      'Nearly always a filter: reports count approved hours only by default. Set "Status" to All and check the date and the zone at the top; people without rights on a project do not see its hours. "Explain this number" under the total lists what was left out.',
      'Click "Explain this number" under the total. Usually unapproved hours are left out (filter Status > All), or you may not see some projects.',
    ],
    asks_back: [
      'Which filters are set at the top of the report?',
      'Only the month I think. Status says approved.',
    ],
  },
  {
    id: 'scheduled-report-stopped',
    page: '/reports',
    weight: 2,
    asks: [
      'The Monday report mail has not come for two weeks.',
      'Automatic weekly summary stopped.',
      'no more scheduled reports since Jana left',
      'I set up a monthly mailing of the utilisation, it worked once.',
      'How do I get the scheduled report to run again?',
      'Our director misses her regular overview.',
      'The e-mail with the figures used to arrive each Friday, not any longer.',
      'Report subscription seems dead. It was created by an ex-colleague.',
    ],
    answers: [
      'A schedule belongs to the person who made it and pauses when that person is deactivated. An admin opens Reports > Schedules, filter "Paused", and presses "Take over", then "Resume".',
      'Its creator was deactivated, so it paused. Under Reports > Schedules > Paused an admin can take it over and resume it.',
    ],
  },
  {
    id: 'export-stuck',
    page: '/reports',
    weight: 2,
    asks: [
      'Export of the full year sits at "preparing" for hours.',
      'The download never gets ready.',
      'backup export stuck on 0 %',
      'I try to export all our projects and get a timeout.',
      'Large report fails with "something went wrong", a single month works.',
      'We need everything for the tax audit; the file never arrives.',
      'Preparing your file… since yesterday.',
      'The whole-workspace export has been running all day long.',
    ],
    answers: [
      'More than 200,000 rows do not fit into one file. Export by quarter, or choose Settings > Workspace > "Full export", which runs at night and mails a link that is good for 48 hours. A hanging one may be cancelled in the bell menu.',
      'Cancel it in the bell menu and take smaller spans (a quarter), or use "Full export" in the workspace settings: it is made overnight and a link comes by mail.',
    ],
  },
];
