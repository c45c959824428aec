import { expect, test } from 'vitest';
import { fileStep } from './files.ts';

const file = (name: string, type: string, text: string) => new File([text], name, { type });

test('a captured calendar is offered the import of events', async () => {
  const text =
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260302T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
  expect(await fileStep(file('team.ics', 'text/calendar', text))).toMatchObject({ kind: 'import', domain: 'planning' });
  expect(await fileStep(file('invite', '', `\uFEFF${text}`))).toMatchObject({ kind: 'import', domain: 'planning' });
});

test('a captured export is offered the import that reads it, a sound the studio, and a text nothing', async () => {
  const bookmarks = '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF="https://example.org">Example</A>\n</DL><p>';
  expect(await fileStep(file('bookmarks.html', 'text/html', bookmarks))).toMatchObject({ kind: 'import', domain: 'notes' });
  expect(await fileStep(file('take.wav', 'audio/wav', 'RIFF'))).toEqual({ kind: 'audio' });
  expect(await fileStep(file('notes.bin', 'application/octet-stream', '\u0000\u0001'))).toBeNull();
});
