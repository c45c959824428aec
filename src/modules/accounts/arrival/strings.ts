// The words about bringing in an archive.
import { plural } from '#src/format/numbers.ts';
import { formatBytes } from '#src/format/bytes.ts';
import type { RowProblem } from './archive-reader.ts';

const PROBLEMS: Readonly<Record<RowProblem['what'], string>> = {
  missing: 'is not in the archive, although its index says so',
  damaged: 'is damaged',
  'not-a-row': 'is not a row',
  count: 'has another number of rows than the index says',
};

export const arrivalStrings = {
  title: 'Bring in an archive',
  text: 'Everything that was saved as a ZIP archive, from this or another server, comes into this account, if the account is still empty.',
  local: 'An archive is brought into an account on a server. Sign in first; then choose the archive here.',
  signIn: 'Sign in',
  choose: 'Choose an archive',
  reading: (rows: number) => `Reading the archive: ${plural(rows, 'entry', 'entries')}`,
  checking: (rows: number) => `The server is checking ${plural(rows, 'entry', 'entries')}`,
  uploading: (done: number, total: number, bytes: number, of: number) =>
    `${done} of ${plural(total, 'file', 'files')} on the server, ${formatBytes(bytes)} of ${formatBytes(of)}`,
  sending: (rows: number) => `The server is writing ${plural(rows, 'entry', 'entries')}. This cannot be stopped.`,
  following: 'This device is fetching the account.',
  stop: 'Stop',
  another: 'Choose another archive',
  cancel: 'Cancel',
  start: 'Bring it in',
  startWithout: 'Bring in the rest',
  inside: 'In the archive',
  savedAt: 'Saved on',
  from: 'From',
  madeBy: { server: 'a server', device: 'a device' } as const,
  fromServer: (server: string | null, madeBy: string) => (server === null ? madeBy : `${server}, saved by ${madeBy}`),
  account: 'Account',
  noAddress: 'without an address',
  entries: 'Entries',
  files: 'Files',
  filesAre: (files: number, bytes: number) => (files === 0 ? 'none' : `${plural(files, 'file', 'files')}, ${formatBytes(bytes)}`),
  happensTitle: 'What happens',
  happens:
    'This account takes the entries and the settings of the archive. It keeps its email address, its ways to sign in and its rights. Other devices of this account are signed out, and have to sign in again.',
  stays:
    'Left with the old account: sign-ins and passkeys, devices, roles, the security log and the address of the calendar feed.',
  problemsTitle: (count: number) => `${plural(count, 'problem', 'problems')} in the archive`,
  problemsText: 'An archive is brought in whole or not at all. Save it again, then choose the new file.',
  problem: ({ table, row, what }: RowProblem) => `${table}${row === null ? '' : `, row ${row}`} ${PROBLEMS[what]}.`,
  lackingTitle: 'Not on this server',
  lackingText:
    'Some entries refer to exercises, lessons or other content that this server does not have. The archive keeps them; nothing is removed from it.',
  lacking: (rows: number, table: string, refersTo: string, isLeftOut: boolean) =>
    `${plural(rows, 'row', 'rows')} of ${table} ${rows === 1 ? 'refers' : 'refer'} to missing ${refersTo}: ${
      isLeftOut ? 'left out' : 'brought in without the reference'
    }.`,
  missingTitle: (count: number) => `${plural(count, 'file is', 'files are')} not in the archive`,
  missingText: 'Their entries come in. The files stay where they are now; save the archive from the server to have all of them.',
  missing: (table: string, sha256: string) => `${table}: ${sha256}`,
  refusedTitle: (count: number) => `${plural(count, 'file was', 'files were')} not taken`,
  waiting: (count: number) => `${plural(count, 'change', 'changes')} of this device ${count === 1 ? 'is' : 'are'} sent first.`,
  isHere: 'This archive was made from this account, and everything in it is here.',
  refused: 'The archive cannot be brought in',
  stopped: 'Stopped. Nothing was changed; files that were sent already are not sent again.',
  failed: 'Bringing in the archive stopped',
  unreadable: 'This device could not read the file. Choose it again.',
  unsure: 'Whether the archive came in is not known yet. Try again: what is on the server already is not sent again.',
  tryAgain: 'Try again',
  ended: 'The archive is in',
  endedText: (rows: number, files: number) =>
    `${plural(rows, 'entry', 'entries')} and ${plural(files, 'file', 'files')} are in this account now.`,
  endedUnknown: 'Everything in the archive is in this account now.',
  endedFollow: 'This device could not follow yet. Sign out and sign in again with the same address.',
  showAll: 'Show all',
} as const;
