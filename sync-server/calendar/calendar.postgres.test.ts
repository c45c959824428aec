// The secret address of a calendar: made, read without a session, answered by ETag, renewed and deleted.
import nodeIcal from 'node-ical';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import { readCalendar } from '#schema/planning/files/ics.ts';
import { pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let server: TestServer;
let person: TestPerson;
const clientId = newId();

beforeAll(async () => {
  server = await startTestServer();
  person = await server.signIn();
});
afterAll(() => server?.close());

const json = { 'content-type': 'application/json' };
const address = async (method = 'GET'): Promise<string | null> =>
  ((await (await person.fetch('/v1/calendar/address', { method, headers: json })).json()) as { path: string | null }).path;
/** Without any session, as another calendar asks. */
const read = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, server.url), { headers });

const add = (id: number, title: string) =>
  pushed(person, clientId, [
    {
      id,
      name: 'event.add',
      version: 1,
      at: new Date().toISOString(),
      args: {
        id: newId(),
        title,
        start: '2026-03-02T09:00',
        end: '2026-03-02T10:00',
        zone: 'Europe/Berlin',
        rule: 'FREQ=WEEKLY;BYDAY=MO',
        reminders: [10],
      },
    },
  ]);

it('whoever has the address reads the calendar, until it is replaced or deleted', async () => {
  expect(await address()).toBeNull();
  const path = (await address('POST')) ?? '';
  await add(1, 'Standup, with; commas');
  const answer = await read(path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const text = await answer.text();
  const { records, errors } = readCalendar(text, { zone: 'UTC' });
  expect(errors).toEqual([]);
  expect(records).toMatchObject([
    { title: 'Standup, with; commas', zone: 'Europe/Berlin', rule: 'FREQ=WEEKLY;BYDAY=MO', reminders: [10] },
  ]);

  // A second reader, as another calendar is one.
  const event = Object.values(nodeIcal.sync.parseICS(text)).find((part) => part?.type === 'VEVENT');
  expect(event).toMatchObject({ summary: 'Standup, with; commas', start: new Date('2026-03-02T08:00:00Z') });

  const etag = answer.headers.get('etag') ?? '';
  expect((await read(path, { 'if-none-match': etag })).status).toBe(304);
  await add(2, 'Another');
  expect((await read(path, { 'if-none-match': etag })).status).toBe(200);

  const renewed = (await address('POST')) ?? '';
  expect((await read(path)).status).toBe(404);
  expect((await read(renewed)).status).toBe(200);
  expect(await address('DELETE')).toBeNull();
  expect((await read(renewed)).status).toBe(404);
});

it('the address of a person needs a session, and a made-up one is not found', async () => {
  expect((await read('/v1/calendar/address')).status).toBe(401);
  expect((await read('/v1/calendar/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics')).status).toBe(404);
  expect((await read('/v1/calendar/..%2Faddress.ics')).status).toBe(404);
});
