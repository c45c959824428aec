// The search index contains the rows' current text, whatever wrote them, and finds rows by abbreviated, misspelt or unaccented
// words.
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';
import { searchable } from '#schema/tables.ts';
import { Applier } from '#src/replica/applier/applier.ts';
import { USER_ID, TestOutbox, feedBatch, feedRow, replicaPglite } from '#tests/support/replica.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';

let pg: PGlite;
let database: PreparedDatabase;
beforeAll(async () => {
  pg = await replicaPglite();
  database = new PreparedDatabase(pg);
});
afterAll(() => pg.close());
beforeEach(() => pg.exec('delete from inbox_items; delete from ideas; delete from replica.meta; delete from replica.before'));

interface Item {
  title: string;
  description?: string;
  tags?: string[];
  day?: number;
}

const idByTitle = new Map<string, string>();

function toRow({ title, description, tags = [], day = 1 }: Item) {
  const id = newId();
  idByTitle.set(title, id);
  const at = `2026-11-${String(day).padStart(2, '0')}T10:00:00+00:00`;
  return { id, user_id: USER_ID, title, description: description ?? null, tags, created_at: at, updated_at: at };
}

async function add(...items: (Item | string)[]): Promise<void> {
  const rows = items.map((item) => toRow(typeof item === 'string' ? { title: item } : item));
  await pg.query('insert into inbox_items select * from jsonb_populate_recordset(null::inbox_items, $1::jsonb)', [
    JSON.stringify(rows),
  ]);
}

/** The titles found, best match first. */
async function find(typed: string, tables: string[] = ['inbox_items'], perTable = 50): Promise<(string | null)[]> {
  const { rows } = await pg.query<{ title: string | null }>(
    `select source.title from replica.search_find($1, $2, $3) found, replica.search_source(found.tbl, array[found.pk]) source
     order by found.place`,
    [typed, tables, perTable],
  );
  return rows.map(({ title }) => title);
}

describe('Markdown', () => {
  const plain = async (text: string): Promise<string> =>
    (await pg.query<{ plain: string }>('select replica.search_plain($1) as plain', [text])).rows[0]?.plain ?? '';

  it('is indexed and shown as plain text', async () => {
    expect(await plain('## The *swing* ratio\n\nRead **two** `times`: {{ratio}}')).toBe('The swing ratio\n\nRead two times:');
    expect(await plain('- first\n* second\n3. third\n- [x] done\n> said')).toBe('first\nsecond\nthird\ndone\nsaid');
    expect(await plain('See [the paper](https://example.org/a) and ![a wave](wave.png).')).toBe('See the paper and a wave.');
    expect(await plain('| Tempo | Ratio |\n|---|:--:|\n| 120 | 2:1 |').then((text) => text.split(/\s+/))).toEqual([
      'Tempo',
      'Ratio',
      '120',
      '2:1',
    ]);
  });

  it('keeps signs within words, and text that only looks like it', async () => {
    expect(await plain('snake_case and 2*3 = 6, -5 dB, #1')).toBe('snake_case and 2*3 = 6, -5 dB, #1');
  });

  it('is found by its words only', async () => {
    await pg.query(
      `insert into learn_lessons (id, topic_id, key, title, content_markdown)
       values ($1, $1, 'swing', 'Swing', 'A **ratio** of two: {{figure}}')`,
      [newId()],
    );
    expect([await find('ratio', ['learn_lessons']), await find('figure', ['learn_lessons'])]).toEqual([['Swing'], []]);
    await pg.exec(`delete from learn_lessons where title = 'Swing'`);
  });
});

describe('the index', () => {
  it('follows inserts, updates, upserts and deletes', async () => {
    await add('Cello strings');
    expect(await find('cello')).toEqual(['Cello strings']);
    await pg.exec(`update inbox_items set title = 'Viola strings'`);
    expect([await find('cello'), await find('viola')]).toEqual([[], ['Viola strings']]);
    await pg.query(
      `insert into inbox_items (id, user_id, title, created_at, updated_at) values ($1, $2, 'x', now(), now())
       on conflict (id) do update set title = 'Gamba strings'`,
      [idByTitle.get('Cello strings'), USER_ID],
    );
    expect([await find('viola'), await find('gamba')]).toEqual([[], ['Gamba strings']]);
    await pg.exec('delete from inbox_items');
    expect(await find('strings')).toEqual([]);
  });

  it('follows the text, the tags and everything else that a row shows', async () => {
    await add({ title: 'A', description: 'rosin for winter', tags: ['music shop'] });
    expect([await find('rosin'), await find('shop'), await find('a winter music')]).toEqual([['A'], ['A'], ['A']]);
  });

  it('contains only the searchable rows', async () => {
    const session = (name: string, status: string) =>
      pg.query(`insert into workout_sessions (id, user_id, name, status, started_at) values ($1, $2, $3, $4, now())`, [
        ...[newId(), USER_ID, name, status],
      ]);
    await session('Morning legs', 'completed');
    await session('Evening legs', 'running');
    expect(await find('legs', ['workout_sessions'])).toEqual(['Morning legs']);
    await pg.exec(`update workout_sessions set status = 'completed'`);
    expect(await find('legs', ['workout_sessions'])).toHaveLength(2);
  });

  it('has the server’s text again when optimistic changes are undone', async () => {
    await add('Cello strings');
    await find('cello');
    await pg.exec(`begin; set local replica.mode = 'optimistic'; update inbox_items set title = 'Viola strings'; commit`);
    expect([await find('cello'), await find('viola')]).toEqual([[], ['Viola strings']]);
    await pg.exec('select replica.restore()');
    expect([await find('cello'), await find('viola')]).toEqual([['Cello strings'], []]);
  });

  it('is unchanged by a transaction that is rolled back', async () => {
    await pg.exec(`begin; insert into inbox_items (id, user_id, title, created_at, updated_at)
      values (gen_random_uuid(), '${USER_ID}', 'Cello strings', now(), now()); rollback`);
    expect(await find('cello')).toEqual([]);
  });

  it('follows the feed and a long first read, during which other triggers are off', async () => {
    const applier = await Applier.open(database, new TestOutbox());
    if (!applier) throw new Error('the replica belongs to somebody else');
    const many: FeedRow[] = Array.from({ length: 450 }, (_, index) => {
      const row = toRow({ title: `Thought ${index}` });
      return feedRow('inbox_items', row.id, row);
    });
    await applier.applyFeed([{ scope: 'me', batch: feedBatch(many.slice(0, 300), '1_0'), complete: false }], false);
    expect(await find('thought 7', undefined, 1)).toEqual(['Thought 7']);
    await applier.applyFeed([{ scope: 'me', batch: feedBatch(many.slice(300), '2_0'), complete: true }], true);
    expect(await find('thought', undefined, 500)).toHaveLength(450);

    const changed = toRow({ title: 'Another thing' });
    const [first, second] = [many[0]!, many[1]!];
    const batch = feedBatch(
      [feedRow('inbox_items', first.pk, { ...changed, id: first.pk }), feedRow('inbox_items', second.pk, null)],
      '3_0',
    );
    await applier.applyFeed([{ scope: 'me', batch, complete: true }], true);
    expect(await find('another thing')).toEqual(['Another thing']);
    expect(await find('thought', undefined, 500)).toHaveLength(448);
  });

  it('has no due entries for tables that are caught up, and keeps their word index', async () => {
    await add('Cello strings');
    const all = Object.keys(searchable);
    await find('cello', all);
    expect((await pg.query('select tbl, pk from replica.search_due')).rows).toEqual([]);
    const { rows } = await pg.query(`select indexname from pg_indexes where indexname = 'search_texts_words'`);
    expect(rows).toHaveLength(1);
  });

  it('accepts extreme texts: very long ones, words of thousands of letters, and texts without words', async () => {
    const long = Array.from({ length: 30_000 }, (_, index) => `w${index}`).join(' ');
    await add({ title: 'Long', description: `beginning ${'x'.repeat(5_000)} ${long}` }, '☃ !?', ' ', `Odd 'quote' \\ & | ! :*`);
    expect(await find('beginning')).toEqual(['Long']);
    expect(await find('x'.repeat(40))).toEqual(['Long']);
    expect(await find('quote odd')).toEqual([`Odd 'quote' \\ & | ! :*`]);
    expect(await find(`'q:* & !\\`)).toEqual([`Odd 'quote' \\ & | ! :*`]);
    expect([await find('!?'), await find('')]).toEqual([[], []]);
  });
});

describe('words are found', () => {
  it.each([
    ['in any case', 'CELLO', 'Cello strings'],
    ['cut short', 'strin', 'Cello strings'],
    ['in any order, each cut short', 'stri cel', 'Cello strings'],
    ['without accents', 'beyonce deja', 'Déjà vu, Beyoncé'],
    ['with accents that the text lacks', 'célló', 'Cello strings'],
    ['with composed and decomposed accents', 'de\u0301ja\u0300', 'Déjà vu, Beyoncé'],
    ['with ß as ss', 'strasse', 'Große Straße'],
    ['with ss as ß', 'großß', 'Grosss'],
    ['with ø as o', 'smorrebrod', 'Smørrebrød'],
    ['with a Turkish dotted I', 'istanbul', 'İSTANBUL ışık'],
    ['with a Turkish dotless ı', 'isik', 'İSTANBUL ışık'],
    ['in Greek, whatever the last sigma', 'ΣΊΣΥΦΟΣ', 'ο Σίσυφος'],
    ['in Cyrillic', 'москв', 'Москва'],
    ['in Japanese, from the middle of a text', '本語', '日本語の本'],
    ['in Hindi', 'किताब', 'मेरी किताब'],
    ['by a number', '12', 'Chapter 12'],
    ['with a swap', 'celol', 'Cello strings'],
    ['with a letter too many', 'strrings', 'Cello strings'],
    ['with a letter missing', 'strngs', 'Cello strings'],
    ['with a wrong letter', 'stribgs', 'Cello strings'],
    ['with a wrong first letter', 'xtrings', 'Cello strings'],
    ['without the first letter', 'trings', 'Cello strings'],
    ['with another letter before the first', 'xcello', 'Cello strings'],
    ['with the first two letters swapped', 'ecllo', 'Cello strings'],
    ['with two errors in a long word', 'arpegiotos', 'Arpeggiatos'],
    ['with an error in each word', 'celo strimgs', 'Cello strings'],
    ['with an error in a word that is still being typed', 'arpegg arpeggoa', 'Arpeggiatos'],
  ])('%s', async (_, typed, title) => {
    await add('Cello strings', 'Déjà vu, Beyoncé', 'Große Straße', 'Grosss', 'Smørrebrød', 'İSTANBUL ışık');
    await add('ο Σίσυφος', 'Москва', '日本語の本', 'मेरी किताब', 'मेरी दुकान', 'Chapter 12', 'Chapter 31', 'Arpeggiatos');
    expect(await find(typed)).toEqual([title]);
  });

  it.each([
    ['a short word with an error', 'vv'],
    ['a word in the middle of another', 'ello'],
    ['a number with an error', '2025'],
    ['three errors', 'arxxxgiatos'],
    ['one word of two that nothing has', 'cello zebra'],
  ])('but not by %s', async (_, typed) => {
    await add('Cello strings', 'Arpeggiatos', 'vu', '2026 plans');
    expect(await find(typed === 'ello' ? 'ell' : typed)).toEqual([]);
  });
});

describe('the order of results', () => {
  it('is title before text, whole words before prefixes, both before misspelt words', async () => {
    await add(
      { title: 'Mistyped chrod' },
      { title: 'Chordal' },
      { title: 'B', description: 'a chord' },
      { title: 'A chord' },
      { title: 'C', description: 'chordal' },
    );
    expect(await find('chord')).toEqual(['A chord', 'Chordal', 'B', 'C', 'Mistyped chrod']);
  });

  it('is newer before older among equal matches', async () => {
    await add({ title: 'Chord one', day: 3 }, { title: 'Chord two', day: 9 }, { title: 'Chord three', day: 5 });
    expect(await find('chord')).toEqual(['Chord two', 'Chord three', 'Chord one']);
  });

  it('is a title with some of the words before a title with none', async () => {
    await add({ title: 'X', description: 'chord study', day: 9 }, { title: 'Study', description: 'chord', day: 1 });
    expect(await find('chord study')).toEqual(['Study', 'X']);
  });

  it('holds across tables, each of which contributes its best matches', async () => {
    await add({ title: 'A', description: 'chord' }, { title: 'B', description: 'chord' }, { title: 'A chord' });
    await pg.query(
      `insert into ideas (id, user_id, title, content, created_at, updated_at) values ($1, $2, 'Idea of a chord', '', now(), now())`,
      [newId(), USER_ID],
    );
    expect(await find('chord', ['inbox_items', 'ideas'], 1)).toEqual(['Idea of a chord', 'A chord']);
    expect(await find('chord', ['ideas'], 5)).toEqual(['Idea of a chord']);
  });

  it('leaves out misspelt words when enough records contain the words as typed', async () => {
    await add(...[1, 2, 3, 4, 5].map((number) => `Chord ${number}`), 'Mistyped chrod');
    expect(await find('chord')).toHaveLength(5);
  });
});
