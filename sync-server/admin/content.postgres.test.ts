// The content editor on a real server: a change reaches everybody and survives updates, each is kept and can be put back, the shipped text
// can be taken, and what shipped content may not have is refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentId, newId } from '#schema/ids.ts';
import type { Quiz } from '#schema/learn/rules/quiz.ts';
import { flowId, stepId } from '#schema/onboarding/content.ts';
import { contentSets } from '#schema/content.ts';
import { installSet, type AnyContentSet } from '#schema/content-set.ts';
import { changedColumns, editedKinds, type ContentValues, type EditedKind } from '#schema/editing/kinds.ts';
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

test('a limited item of which none was sold yet is not sold out by a change', async () => {
  const id = setOf('items').rows.find((row) => row['total_stock'] === 200)?.id ?? '';
  await query('update market_items set total_stock = 200, remaining_stock = null where id = $1', [id]);
  await saved('items', id, { name: 'Gold leaf' });
  expect(await stored('items', id)).toMatchObject({ total_stock: 200, remaining_stock: null });
  await saved('items', id, { total_stock: 150 });
  expect(await stored('items', id)).toMatchObject({ total_stock: 150, remaining_stock: null });
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

test('a step of an introduction is changed with a history, and keeps to places and pages of the app', async () => {
  const id = stepId('where-things-are', 'search');
  const before = await stored('steps', id);
  expect(await listed('steps', id)).toMatchObject({ group: 'Where things are', isShown: true, editedAt: null });
  await saved('steps', id, { title: 'Look anything up', target_selector: null, target_route: '/library' });
  expect(await stored('steps', id)).toMatchObject({ target_selector: null, target_route: '/library', step_type: 'spotlight' });
  const now = await read('steps', id);
  expect(now.versions).toMatchObject([{ action: 'edited', changed: ['title', 'target_selector', 'target_route'] }]);
  await updateApp('steps', id, { title: 'Shipped anew' });
  expect(await stored('steps', id)).toMatchObject({ title: 'Look anything up' });
  expect(await refusal(await save('steps', id, { target_route: 'https://example.org' }))).toEqual([
    'invalid_arguments',
    'target_route: An address of the app, such as /focus.',
  ]);
  expect((await send(`steps/${id}/put-back`, { mark: now.mark, version: now.versions[0]?.id })).status).toBe(200);
  expect(await stored('steps', id)).toMatchObject({ title: before['title'], target_selector: before['target_selector'] });
});

test('the order of the steps is a field of the introduction, which an update completes and the history puts back', async () => {
  const id = flowId('where-things-are');
  const shipped = (await read('introductions', id)).values['step_ids'] as string[];
  expect(shipped).toEqual(['places', 'search', 'sync', 'keyboard'].map((key) => stepId('where-things-are', key)));
  const turned = shipped.toReversed();
  await saved('introductions', id, { step_ids: turned });
  expect(await stored('introductions', id)).toMatchObject({ step_ids: turned, name: 'Where things are' });
  expect((await stored('steps', shipped[0] ?? ''))['edited_at']).toBeNull();
  for (const wrong of [turned.slice(1), [...turned.slice(1), stepId('first-steps', 'units')], [...turned, turned[0]]])
    expect(await refusal(await save('introductions', id, { step_ids: wrong }))).toMatchObject([
      'invalid_arguments',
      expect.any(String),
    ]);

  // A step that an update brings is the last one until an admin moves it.
  const added = newId();
  await query(
    `insert into onboarding_steps (id, flow_id, step_order, step_type, title, created_at, updated_at)
     values ($1, $2, 0, 'info', 'New', now(), now())`,
    [added, id],
  );
  expect((await read('introductions', id)).values['step_ids']).toEqual([...turned, added]);
  await saved('introductions', id, { name: 'Around' });

  const { versions } = await read('introductions', id);
  expect(versions.map(({ changed }) => changed)).toEqual([['name'], ['step_ids']]);
  const { mark } = await read('introductions', id);
  expect((await send(`introductions/${id}/put-back`, { mark, version: versions[1]?.id })).status).toBe(200);
  expect(await stored('introductions', id)).toMatchObject({ step_ids: [...shipped, added], name: 'Where things are' });
  await query('delete from onboarding_steps where id = $1', [added]);
  expect((await read('introductions', id)).values['step_ids']).toEqual(shipped);
});

test('an introduction is given back to the updates with all its steps, and each keeps its history', async () => {
  const id = flowId('first-steps');
  const [units, capture] = [stepId('first-steps', 'units'), stepId('first-steps', 'capture')];
  await saved('introductions', id, { name: 'Begin here', is_active: false });
  await saved('steps', units, { title: 'Which unit?' });
  await saved('steps', capture, { is_active: false });
  const giveBack = (by = admin) => send(`introductions/${id}/shipped-with-steps`, {}, by);
  expect((await giveBack(await server.signIn('somebody@example.test'))).status).toBe(403);
  expect((await giveBack()).status).toBe(200);
  expect(await stored('introductions', id)).toMatchObject({ name: 'Set up Cadence', is_active: true, edited_at: null });
  expect(await stored('steps', units)).toMatchObject({ title: shippedTitle('steps', units), edited_at: null });
  expect(await stored('steps', capture)).toMatchObject({ is_active: true, edited_at: null });
  const { versions } = await read('steps', units);
  expect(versions).toMatchObject([{ action: 'shipped', before: { title: 'Which unit?' } }, { action: 'edited' }]);
  expect((await send(`introductions/${newId()}/shipped-with-steps`, {})).status).toBe(404);
});

test('a row that was changed before there were versions is not announced as newer', async () => {
  const id = flowId('first-steps');
  await query(`update onboarding_flows set name = 'Old change', edited_at = now() where id = $1`, [id]);
  await query('delete from content_versions where row_id = $1', [id]);
  expect(await listed('introductions', id)).toMatchObject({ isNewer: false });
  expect(await read('introductions', id)).toMatchObject({ isNewer: false, values: { name: 'Old change' } });
});

const added = (kind: EditedKind, id: string, values: Record<string, unknown>, by = admin) =>
  send(kind, { id, values: { ...editedKinds[kind].making?.start, ...values } }, by);

test('a quest that an admin adds reaches everybody, has a history, is left alone by updates and can be hidden', async () => {
  const id = newId();
  const quest = { title: 'Read in the evening', description: 'Read twice.', kinds: ['reading'], target_type: 'time_of_day' };
  const answer = await added('quests', id, { ...quest, from: 18, to: 24, target: 2, type: 'weekly' });
  expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
  const { rows } = await query<{ scope: string; row: object }>(
    `select scope, "row" from replica.feed where tbl = 'universal_quests' and pk = $1`,
    [id],
  );
  const target = { target_type: 'time_of_day', target_config: { kinds: ['reading'], from: 18, to: 24 }, target: 2 };
  expect(rows).toMatchObject([{ scope: 'public', row: { title: quest.title, type: 'weekly', ...target } }]);
  const last = Math.max(...setOf('quests').rows.flatMap((row) => (row['type'] === 'weekly' ? [Number(row['sort_order'])] : [])));
  expect(await stored('quests', id)).toMatchObject({ sort_order: last + 1, created_by: null });
  expect(await listed('quests', id)).toMatchObject({ group: 'weekly', isAdded: true, isNewer: false, isShown: true });
  expect(await read('quests', id)).toMatchObject({
    ...{ shipped: null, isAdded: true, isNewer: false, fixed: { type: 'weekly' } },
    versions: [{ action: 'added', by: admin.email, changed: [], before: {} }],
  });

  await server.restart();
  await updateApp('quests', shippedId('quests', 8), null);
  expect(await stored('quests', id)).toMatchObject({ title: quest.title, is_active: true });
  const { mark } = await read('quests', id);
  expect(await refusal(await send(`quests/${id}/shipped`, { mark }))).toMatchObject(['invalid_arguments', expect.any(String)]);
  await saved('quests', id, { is_active: false });
  expect(await listed('quests', id)).toMatchObject({ isShown: false, isAdded: true, isNewer: false });
  expect((await read('quests', id)).versions.map(({ action }) => action)).toEqual(['edited', 'added']);
});

test('an item and a prompt that an admin adds are everybody’s, with what they do', async () => {
  const [item, prompt] = [newId(), newId()];
  const texts = { name: 'Rain, again', description: 'The same rain.' };
  const answer = await added('items', item, { ...texts, does: 'focus_sound', focus_sound: 'rain', total_stock: 5 });
  expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
  expect(await stored('items', item)).toMatchObject({
    ...{ category: 'sounds', effect: { kind: 'focus_sound', value: 'rain' }, is_global: true, is_consumable: false },
    ...{ total_stock: 5, remaining_stock: null, created_by_user_id: null, key: null },
  });
  const asked = { name: 'The room', prompt_text: 'Where is the room?', answer_kind: 'grades', measures: ['width'] };
  expect((await added('prompts', prompt, { ...asked, scale_low: 'near', scale_high: 'far' })).status).toBe(200);
  expect(await stored('prompts', prompt)).toMatchObject({
    answer_kind: 'grades',
    measures: ['width'],
    tags: [],
    created_by: null,
  });
  expect((await read('prompts', prompt)).values).toMatchObject({ scale_low: 'near', hints: [] });
});

test('nothing is added twice, of a kind that is only shipped, against the rules, or by others', async () => {
  const id = newId();
  const values = { title: 'One', description: 'One.' };
  expect((await added('quests', id, values)).status).toBe(200);
  expect((await added('quests', id, { ...values, title: 'Two' })).status).toBe(409);
  expect(await stored('quests', id)).toMatchObject({ title: 'One' });
  expect((await added('lessons', newId(), values)).status).toBe(404);
  expect((await added('quests', newId(), values, await server.signIn('adds@example.test'))).status).toBe(403);
  const wrong = newId();
  expect(await refusal(await added('quests', wrong, { ...values, kinds: ['chest'] }))).toEqual([
    'invalid_arguments',
    'kinds: Choose of the list.',
  ]);
  expect(await stored('quests', wrong)).toEqual({});
});

test('the quiz of a lesson is changed and put back, and is not taken for a newer shipped one', async () => {
  const id = shippedId('lessons', 6);
  const { values, shipped } = await read('lessons', id);
  expect(changedColumns(values, shipped ?? {})).toEqual([]);
  const { questions } = values['quiz_json'] as Quiz;
  const added = { key: 'q-new', kind: 'number', ask: 'How many?', answer: 4, within: 0, unit: '', why: 'Four.' } as const;
  await saved('lessons', id, { quiz_json: { questions: [...questions.slice(1), added] } });
  expect((await stored('lessons', id))['quiz_json']).toEqual({ questions: [...questions.slice(1), added] });
  expect(await listed('lessons', id)).toMatchObject({ isNewer: false });
  expect(await refusal(await save('lessons', id, { quiz_json: { questions: [{ ...added, why: '' }] } }))).toEqual([
    'invalid_arguments',
    'quiz_json: Question 1: This cannot be empty.',
  ]);
  const { mark, versions } = await read('lessons', id);
  expect(versions).toMatchObject([{ changed: ['quiz_json'] }]);
  expect((await send(`lessons/${id}/put-back`, { mark, version: versions[0]?.id })).status).toBe(200);
  expect((await stored('lessons', id))['quiz_json']).toEqual({ questions });
});
