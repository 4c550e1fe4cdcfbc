import type { Issue } from './issue.ts';

export const platform: readonly Issue[] = [
  {
    id: 'app-crash-photo',
    page: '/mobile',
    from_month: 5,
    burst_month: 6,
    weight: 3,
    asks: [
      'The phone app closes whenever I attach a picture of a receipt.',
      'App crashes on taking a photo.',
      'android app keeps dying when uploading expenses',
      'Can’t add receipts since the last app update, it just shuts down.',
      'When I press the camera icon Larkfold is gone.',
      'Expense picture → app quits. Pixel phone, newest version.',
      'Everybody with an Android phone here gets thrown out at the receipt step.',
      'Scanning a bill makes the mobile application exit.',
    ],
    answers: [
      'Version 5.0.3 of the Android app has this fault. Update to 5.0.4 from the store. If you cannot: phone settings > Apps > Larkfold > Permissions > allow Camera and Photos, then it does not crash.',
      'Please update the Android app to 5.0.4, it repairs this. Until then grant the permissions Camera and Photos by hand in the settings of the phone.',
    ],
  },
  {
    id: 'too-many-mails',
    page: '/settings/notifications',
    weight: 3,
    asks: [
      'I get forty mails a day from Larkfold.',
      'How do I turn off notifications?',
      'pls stop the email spam',
      'Can I have one summary instead of a mail for each comment?',
      'Our managers drown in approval mails.',
      'I’m informed about projects I have nothing to do with.',
      'Want to mute one project only.',
      'Is there a way to silence messages outside working hours?',
    ],
    answers: [
      'Your picture > Notifications: choose "Daily summary", or untick what you do not need. The bell on a project mutes that one only. Quiet hours are on the same page.',
      'Under your picture > Notifications you can switch to a daily summary and set quiet hours; the bell inside a project mutes it.',
    ],
  },
  {
    id: 'add-holiday',
    page: '/settings/calendar',
    weight: 2,
    asks: [
      'Public holidays of our region are missing.',
      'How do I enter vacation so that the target hours go down?',
      'where do i put my days off',
      'Capacity shows me as lazy because I was on sick leave.',
      'Employees in two countries need two sets of free days.',
      'Good Friday counts as a working day for us, wrong.',
      'Parental leave: how do I set someone to zero hours for six months?',
      'Part-timers have a 40 hour target. How to change?',
    ],
    answers: [
      'Admins pick the region per person under Settings > Calendar > Holidays. Leave is entered in the timesheet with + > Absence and lowers the target. Weekly targets (part-time, zero for a leave) are set at Members > person > Working time, with a start date.',
      'Holidays come from the region of each person (Settings > Calendar). Absences go into the timesheet via + > Absence; part-time under Members > person > Working time.',
    ],
  },
  {
    id: 'file-upload-limit',
    page: '/projects',
    weight: 2,
    asks: [
      'A 300 MB video cannot be attached to a task.',
      'Upload stops at 99 percent.',
      'file too big, whats the max?',
      'Attaching a PSD gives "not allowed".',
      'Our storage is full, how do we free some?',
      'The storage bar is red. Who uses the most?',
      'Attachment fails silently when it’s a large zip.',
      'Could we get more space for files?',
    ],
    answers: [
      'One file may have 100 MB (250 MB on Agency); programs and scripts are refused. For more, paste a link from your cloud drive into the task. Settings > Workspace > Storage lists the largest files; the bin counts until it is emptied.',
      'The maximum is 100 MB a file, 250 on the Agency plan. Large ones are better linked from a drive. See Settings > Workspace > Storage for what fills the space, and empty the bin.',
    ],
  },
];
