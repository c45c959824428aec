// The picture of a message on a real server: who may read its bytes, and what becomes of them.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { feedbackAnswer, rolesAnswer } from '#schema/protocol/admin.ts';
import { post, pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { uploadBlob } from '#tests/support/tus.ts';
import { collectBlobs } from '../blobs/collect.ts';
import { openBlobBytes } from '../blobs/open-bytes.ts';

const DAY_MS = 24 * 3_600_000;

let dataDir: string;
let server: TestServer;
let admin: TestPerson;
let reader: TestPerson;
let writer: TestPerson;
let other: TestPerson;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-feedback-'));
  server = await startTestServer({ env: { s3: undefined, dataDir } });
  admin = await server.signIn('admin@example.test');
  reader = await server.signIn('reader@example.test');
  writer = await server.signIn('writer@example.test');
  other = await server.signIn('other@example.test');
  await grantReading(reader);
});
afterAll(async () => {
  await server?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const asAdmin = (path: string, body: unknown) => post(`${server.url}/v1/admin${path}`, body, { cookie: admin.cookie });

/** A role that reads feedback and does not answer it. */
async function grantReading(person: TestPerson): Promise<void> {
  await asAdmin('/roles', { name: 'reader', description: null, parentId: null, entitlements: ['feedback.read'] });
  const { roles } = rolesAnswer.parse(await (await admin.fetch('/v1/admin/roles')).json());
  const roleId = roles.find(({ name }) => name === 'reader')?.id;
  expect((await asAdmin(`/people/${person.id}/roles`, { roleId, expiresAt: null })).status).toBe(200);
}

const clients = new Map<TestPerson, { id: string; last: number }>();
async function command(person: TestPerson, name: string, version: number, args: object): Promise<void> {
  const client = clients.get(person) ?? { id: newId(), last: 0 };
  clients.set(person, client);
  client.last += 1;
  const { outcomes } = await pushed(person, client.id, [{ id: client.last, name, version, args, at: new Date().toISOString() }]);
  expect(outcomes).toMatchObject([{ status: 'applied' }]);
}
async function sent(person: TestPerson, sha256: string | null): Promise<string> {
  const id = newId();
  const picture = sha256 === null ? null : { sha256, type: 'image/jpeg' };
  await command(person, 'feedback.send', 2, { id, kind: 'bug', title: `of ${person.email}`, picture });
  return id;
}
const pictureOf = (id: string, by: TestPerson): Promise<Response> => by.fetch(`/v1/admin/feedback/${id}/picture`);
const listed = async (id: string) => {
  const { feedback } = feedbackAnswer.parse(await (await admin.fetch('/v1/admin/feedback')).json());
  return feedback.find((one) => one.id === id)?.picture;
};
const someBytes = () => new Uint8Array(randomBytes(3_000));

test('its owner and who may answer feedback read it, and nobody else', async () => {
  const bytes = someBytes();
  const sha256 = await uploadBlob(writer, bytes, 'image/jpeg');
  const id = await sent(writer, sha256);
  expect(await listed(id)).toBe('here');

  const answer = await pictureOf(id, admin);
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    ...[200, 'image/jpeg', 'no-store'],
  ]);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  expect((await writer.fetch(`/v1/blobs/${sha256}`)).status).toBe(200);

  for (const by of [writer, other, reader]) expect([by.email, (await pictureOf(id, by)).status]).toEqual([by.email, 403]);
  expect((await fetch(`${server.url}/v1/admin/feedback/${id}/picture`)).status).toBe(401);
  // The blob itself is for its owner alone: a right over feedback is no right over files.
  for (const by of [admin, reader, other]) {
    expect([by.email, (await by.fetch(`/v1/blobs/${sha256}`)).status]).toEqual([by.email, 404]);
  }
});

test('a message that names another person’s file gives no access to it', async () => {
  const sha256 = await uploadBlob(writer, someBytes(), 'image/jpeg');
  const id = await sent(other, sha256);
  expect(await listed(id)).toBe('coming');
  expect((await pictureOf(id, admin)).status).toBe(404);
});

test('a message without a picture, and one whose bytes have not come, answer that there is none', async () => {
  const without = await sent(writer, null);
  expect(await listed(without)).toBeNull();
  const early = await sent(writer, 'b'.repeat(64));
  expect(await listed(early)).toBe('coming');
  for (const id of [without, early, newId()]) expect((await pictureOf(id, admin)).status).toBe(404);
});

test('the collector keeps the file for as long as the message is there', async () => {
  const sha256 = await uploadBlob(writer, someBytes(), 'image/jpeg');
  const id = await sent(writer, sha256);
  const log = pino({ level: 'silent' });
  const bytes = await openBlobBytes({ s3: undefined, dataDir });
  const days = async (count: number) => {
    const at = new Date(Date.now() + count * DAY_MS);
    await collectBlobs({ pool: server.database.pool, clock: { now: () => at }, log, bytes });
  };
  await days(1);
  await days(3);
  expect((await pictureOf(id, admin)).status).toBe(200);
  await command(writer, 'feedback.delete', 1, { id });
  await days(5);
  await days(7);
  expect((await writer.fetch(`/v1/blobs/${sha256}`)).status).toBe(404);
});
