// The content editor on a real server: a change reaches everybody and survives updates, each is kept and can be put back, the shipped text
// can be taken, and what shipped content may not have is refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentId, newId } from '#schema/ids.ts';
import { contentSets } from '#schema/content.ts';
import { installSet, type AnyContentSet } from '#schema/content-set.ts';
import { editedKinds, type ContentValues, type EditedKind } from '#schema/editing/kinds.ts';
import { auditAnswer, contentAnswer, contentListAnswer, type ContentAnswer } from '#schema/protocol/admin.ts';
import { clientKysely } from '#server/db/session.ts';
import { post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let server: TestServer;
let admin: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ withContent: true });
  admin = await server.signIn('admin@example.test');
});
afterAll(() => server.close());

const query = <Row extends object>(sql: string, values: unknown[] = []) => server.database.pool.query<Row>(sql, values);
const get = (path: string, by = admin): Promise<Response> =>
  fetch(`${server.url}/v1/admin/content/${path}`, { headers: { cookie: by.cookie } });
const send = (path: string, body: unknown, by = admin): Promise<Response> =>
  post(`${server.url}/v1/admin/content/${path}`, body, { cookie: by.cookie });
const read = async (kind: EditedKind, id: string): Promise<ContentAnswer> =>
  contentAnswer.parse(await (await get(`${kind}/${id}`)).json());
const listed = async (kind: EditedKind, id: string) =>
  contentListAnswer.parse(await (await get(kind)).json()).rows.find((row) => row.id === id);

/** Changes some fields of the row as it is now. */
async function save(kind: EditedKind, id: string, change: Record<string, unknown>): Promise<Response> {
  const { mark, values } = await read(kind, id);
  return send(`${kind}/${id}`, { mark, values: { ...values, ...change } });
}
async function saved(kind: EditedKind, id: string, change: Record<string, unknown>): Promise<void> {
  const answer = await save(kind, id, change);
  expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
}
const refusal = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: { code: string; detail?: string } };
  return [error.code, error.detail];
};

const setOf = (kind: EditedKind): AnyContentSet => {
  const set = contentSets.find(({ table }) => table === editedKinds[kind].table);
  if (!set) throw new Error(kind);
  return set;
};
/** As an update of the app that ships other values of one row, or no longer ships it. */
async function updateApp(kind: EditedKind, id: string, change: Record<string, unknown> | null): Promise<void> {
  const set = setOf(kind);
  const rows = set.rows.flatMap((row) => (row.id !== id ? [row] : change ? [{ ...row, ...change }] : []));
  const client = await server.database.pool.connect();
  await installSet(clientKysely(client), { ...set, rows });
  client.release();
}
const shippedId = (kind: EditedKind, at: number): string => setOf(kind).rows[at]?.id ?? '';
const stored = async (kind: EditedKind, id: string): Promise<Record<string, unknown>> => {
  const { rows } = await query<{ row: Record<string, unknown> }>(
    `select to_jsonb(r) as row from ${editedKinds[kind].table} r where id = $1`,
    [id],
  );
  return rows[0]?.row ?? {};
};
const shippedTitle = (kind: EditedKind, id: string) => setOf(kind).rows.find((row) => row.id === id)?.[editedKinds[kind].title];

test('a changed quest reaches everybody by the feed, keeps what it was, and survives updates of the app', async () => {
  const id = shippedId('quests', 0);
  const title = shippedTitle('quests', id);
  expect(await listed('quests', id)).toMatchObject({ title, isShown: true, editedAt: null, isNewer: false, group: 'daily' });
  await saved('quests', id, { title: ' A better\0 title ', xp_reward: 33 });

  const { rows } = await query<{ scope: string; row: object }>(
    `select scope, "row" from replica.feed where tbl = 'universal_quests' and pk = $1`,
    [id],
  );
  expect(rows).toMatchObject([{ scope: 'public', row: { title: 'A better title', xp_reward: 33 } }]);
  const now = await read('quests', id);
  expect(now).toMatchObject({ values: { title: 'A better title' }, shipped: { title }, isNewer: false });
  expect(now.versions).toMatchObject([{ by: admin.email, action: 'edited', changed: ['title', 'xp_reward'], before: { title } }]);
  const audit = await fetch(`${server.url}/v1/admin/audit?events=content_changed`, { headers: { cookie: admin.cookie } });
  expect(auditAnswer.parse(await audit.json()).entries[0]).toMatchObject({
    ...{ email: admin.email, resourceType: 'quest', resourceId: id },
    details: { change: 'edited', changed: ['title', 'xp_reward'] },
  });

  await updateApp('quests', id, { title: 'Shipped anew' });
  await updateApp('quests', id, null);
  expect(await stored('quests', id)).toMatchObject({ title: 'A better title', is_active: true });
  await server.restart();
  expect(await stored('quests', id)).toMatchObject({ title: 'A better title' });
});

test('a change is refused when somebody else has changed the row since it was read', async () => {
  const id = shippedId('quests', 1);
  const { mark, values } = await read('quests', id);
  await saved('quests', id, { title: 'First' });
  const answer = await send(`quests/${id}`, { mark, values: { ...values, title: 'Second' } });
  expect([answer.status, ...(await refusal(answer))]).toEqual([409, 'conflict', undefined]);
  expect((await send(`quests/${id}/shipped`, { mark })).status).toBe(409);
  expect(await stored('quests', id)).toMatchObject({ title: 'First' });
});

test('the text before a change is put back, as a change of its own', async () => {
  const id = shippedId('lessons', 2);
  const before = await stored('lessons', id);
  await saved('lessons', id, { content_markdown: 'Short.', topic_id: contentId('learn_topic', 'loudness') });
  const { versions, mark, choices } = await read('lessons', id);
  expect(choices['topic_id']?.map(({ value }) => value)).toContain(contentId('learn_topic', 'loudness'));
  const [version] = versions;
  expect((await send(`lessons/${id}/put-back`, { mark, version: version?.id })).status).toBe(200);
  expect(await stored('lessons', id)).toMatchObject({
    ...{ content_markdown: before['content_markdown'], topic_id: before['topic_id'], quiz_json: before['quiz_json'] },
    edited_at: expect.any(String) as string,
  });
  const after = await read('lessons', id);
  expect(after.versions.map(({ action }) => action)).toEqual(['put_back', 'edited']);
  expect(after.versions[0]).toMatchObject({ before: { content_markdown: 'Short.' } });
  const elsewhere = await send(`lessons/${shippedId('lessons', 3)}/put-back`, {
    mark: (await read('lessons', shippedId('lessons', 3))).mark,
    version: version?.id,
  });
  expect(elsewhere.status).toBe(404);
});

test('a newer shipped text is announced once, and is taken, or the admin keeps theirs', async () => {
  const id = shippedId('prompts', 4);
  const title = shippedTitle('prompts', id);
  await saved('prompts', id, { name: 'Ours', hints: ['One hint.', 'Another.'] });
  expect((await listed('prompts', id))?.isNewer).toBe(false);
  // As if an older version of the app had shipped another name when it was changed.
  const shipOlder = () =>
    query(`update content_versions set shipped = jsonb_set(shipped, '{name}', '"Older"') where row_id = $1`, [id]);
  await shipOlder();
  expect(await listed('prompts', id)).toMatchObject({ title: 'Ours', isNewer: true });
  await saved('prompts', id, {});
  expect(await listed('prompts', id)).toMatchObject({ title: 'Ours', isNewer: false });
  expect((await read('prompts', id)).versions.map(({ action }) => action)).toEqual(['kept', 'edited']);

  await shipOlder();
  const { mark } = await read('prompts', id);
  expect((await send(`prompts/${id}/shipped`, { mark })).status).toBe(200);
  expect(await listed('prompts', id)).toMatchObject({ title, editedAt: null, isNewer: false });
  expect((await stored('prompts', id))['hints']).toEqual(setOf('prompts').rows.find((row) => row.id === id)?.['hints']);
  await updateApp('prompts', id, { name: 'Shipped anew' });
  expect(await listed('prompts', id)).toMatchObject({ title: 'Shipped anew' });
  expect((await read('prompts', id)).versions[0]).toMatchObject({ action: 'shipped', before: { name: 'Ours' } });
});

test('what is no longer shipped is said, and the row is given up with "take the shipped text"', async () => {
  const id = newId();
  await query(
    `insert into universal_quests (id, title, description, type, xp_reward, target, target_type, target_config)
     values ($1, 'Old', 'Once shipped.', 'daily', 5, 1, 'count', '{"kinds": ["focus"]}')`,
    [id],
  );
  await saved('quests', id, { title: 'Kept here' });
  expect(await read('quests', id)).toMatchObject({ shipped: null, isNewer: false });
  await query(`update content_versions set shipped = before where row_id = $1`, [id]);
  expect(await listed('quests', id)).toMatchObject({ isNewer: true, isShown: true });
  const { mark } = await read('quests', id);
  expect((await send(`quests/${id}/shipped`, { mark })).status).toBe(200);
  expect(await listed('quests', id)).toMatchObject({ isShown: false, editedAt: null });
});

test('what was sold of a limited item stays sold when its stock changes', async () => {
  const id = setOf('items').rows.find((row) => row['total_stock'] === 200)?.id ?? '';
  await query('update market_items set remaining_stock = 150 where id = $1', [id]);
  await saved('items', id, { total_stock: 300, available_from: '2027-03-01' });
  expect(await stored('items', id)).toMatchObject({ total_stock: 300, remaining_stock: 250 });
  expect((await read('items', id)).values).toMatchObject({ available_from: '2027-03-01', available_until: null });
  await saved('items', id, { total_stock: 40 });
  expect(await stored('items', id)).toMatchObject({ remaining_stock: 0 });
  await saved('items', id, { total_stock: null });
  expect(await stored('items', id)).toMatchObject({ total_stock: null, remaining_stock: null });
});

test('values that shipped content may not have are refused, and nothing is written', async () => {
  const id = shippedId('quests', 5);
  const before = await stored('quests', id);
  const wrong = async (kind: EditedKind, of: string, change: ContentValues) => refusal(await save(kind, of, change));
  expect(await wrong('quests', id, { xp_reward: 201 })).toEqual([
    'invalid_arguments',
    'xp_reward: A whole number from 1 to 200.',
  ]);
  expect(await wrong('quests', id, { title: '' })).toEqual(['invalid_arguments', 'title: This cannot be empty.']);
  expect(await wrong('lessons', shippedId('lessons', 0), { topic_id: newId() })).toEqual([
    'invalid_arguments',
    'topic_id: Choose one of the list.',
  ]);
  expect(await stored('quests', id)).toEqual(before);
  expect((await read('quests', id)).versions).toEqual([]);
});

test('rows of people are nobody’s to read or change here, and unknown kinds do not exist', async () => {
  const person = await server.signIn('person@example.test');
  const id = newId();
  await query(
    `insert into market_items (id, name, cost_coins, category, is_global, created_by_user_id) values ($1, 'Mine', 5, 'own', false, $2)`,
    [id, person.id],
  );
  expect((await get(`items/${id}`)).status).toBe(404);
  expect(await listed('items', id)).toBeUndefined();
  expect((await send(`items/${id}`, { mark: '', values: {} })).status).toBe(404);
  expect((await get('users')).status).toBe(404);
  expect((await get('quests', person)).status).toBe(403);
  expect((await send(`quests/${shippedId('quests', 0)}`, { mark: '', values: {} }, person)).status).toBe(403);
});
