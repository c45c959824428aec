import { afterAll, beforeAll, expect, it } from 'vitest';
import { titleKey } from '#schema/notes/rules/links.ts';
import { sessionKysely } from '#schema/session.ts';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { SCENARIO_START, scenarioId, scenarioUser, type CommandDatabase } from '#tests/conformance/scenario.ts';
import { notesByTitles } from './queries.ts';

const TITLES = ['Plain', 'ALL  of it', ' \tAround\n', 'a\tb', 'x \t  y', 'Ünï Cöde', ''];
const at = { created_at: SCENARIO_START, updated_at: SCENARIO_START };

let database: CommandDatabase;
beforeAll(async () => {
  database = await openPgliteDatabase();
  const idea = (title: string, former_titles: string[] = []) => ({
    ...{ id: scenarioId(`idea ${title}`), user_id: scenarioUser, title, former_titles, ...at },
  });
  await sessionKysely(database.run)
    .insertInto('ideas')
    .values([...TITLES.map((title) => idea(title)), idea('New name', ['old name'])])
    .execute();
});
afterAll(() => database?.close());

const found = async (keys: string[]) => {
  const { rows } = await sessionKysely(database.run).executeQuery(notesByTitles(keys).compile());
  return rows.map(({ title }) => title);
};

it.each(TITLES)('a link finds the note “%s” by the key that the link has', async (title) => {
  expect(await found([titleKey(title)])).toEqual([title]);
});

it('a former title finds the note, and another title nothing', async () => {
  expect(await found(['old name'])).toEqual(['New name']);
  expect(await found(['of it'])).toEqual([]);
});
