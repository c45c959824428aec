// The replica's search index: the normalised words of every row in a searchable table. Triggers record which rows changed, and
// the next search indexes those rows before it runs. Invariant: after replica.search_catch_up(tables), the index agrees with
// the rows of those tables, whatever wrote them: a command, its undo, the feed or a bulk load.
import { quoted, quotedTable, type Searchable, type SyncedTable } from '../tables.ts';
import { ONE_ERROR_LETTERS, TWO_ERRORS_LETTERS } from './rules.ts';

type SearchableEntry = SyncedTable & { searchable: Searchable };

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Text beyond this many characters is not indexed. */
const INDEXED_CHARACTERS = 50_000;
const WORD_CHARACTERS = 100;
const TYPED_WORDS = 8;
/** When one statement changes more rows than this, the whole table is indexed again. */
const NOTED_ROWS = 200;
/** Misspelt words are searched only when fewer records than this contain the words as typed. */
const ENOUGH_RECORDS = 5;
const NEAR_WORDS = 10;
/** A string that sorts after every other. */
const LAST = 'chr(1114111)';

const TABLES_SQL = `
create table if not exists replica.search_texts (
  tbl text not null,
  pk text not null,
  at timestamptz not null,
  title tsvector not null,
  words tsvector not null,
  primary key (tbl, pk)
);
create table if not exists replica.search_words (word text collate "C" primary key);
create index if not exists search_words_rest on replica.search_words (substr(word, 2));
-- An empty pk stands for the whole table.
create table if not exists replica.search_due (tbl text not null, pk text not null, primary key (tbl, pk));`;

/**
 * fastupdate is off: a replica has no autovacuum that would merge the list of pending words, and every search would scan that
 * list.
 */
const WORDS_INDEX_SQL =
  'create index if not exists search_texts_words on replica.search_texts using gin (words) with (fastupdate = off)';

/**
 * Must equal `wordsOf` in src/search/words.ts, which highlights the matches. PGlite's collations do not fold ø, ł and similar
 * letters, so they are listed. Spaces are left to `string_to_array`, because a regular expression that also replaces them takes
 * four times as long.
 */
const FOLD_SQL = `
create or replace function replica.search_fold(t text) returns text[] language plpgsql immutable strict as $fold$
declare
  words text[];
begin
  t := lower(left(t, ${INDEXED_CHARACTERS}));
  if octet_length(t) = length(t) then
    t := regexp_replace(t, '[^a-z0-9 ]', ' ', 'g');
  else
    t := casefold(t collate pg_unicode_fast);
    t := regexp_replace(normalize(t, nfkd), '[\\u0300-\\u036f]', '', 'g');
    t := translate(t, 'øđðłħŧıς', 'oddlhtiσ');
    t := normalize(replace(replace(replace(t, 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), nfc);
    -- Chinese and Japanese have no spaces: each character is a word.
    t := regexp_replace(t, '([\\u3041-\\u30ff\\u3400-\\u9fff])', ' \\1 ', 'g');
    t := regexp_replace(t, '[[:punct:][:cntrl:]\\u00a0\\u2000-\\u200a\\u2028\\u2029\\u3000]' collate pg_c_utf8, ' ', 'g');
  end if;
  words := array_remove(string_to_array(t, ' '), '');
  -- A tsvector takes no word of 2,046 bytes.
  if octet_length(t) > 2000 then words := array(select left(word, ${WORD_CHARACTERS}) from unnest(words) word); end if;
  return words;
end
$fold$;`;

/** Statement-level, because a first sync writes thousands of rows in one statement. */
const NOTE_SQL = `
create or replace function replica.search_note() returns trigger language plpgsql as $note$
begin
  if (select count(*) from (select from changed limit ${NOTED_ROWS + 1}) few) > ${NOTED_ROWS} then
    insert into replica.search_due values (tg_argv[0], '') on conflict do nothing;
  else
    insert into replica.search_due select tg_argv[0], id::text from changed on conflict do nothing;
  end if;
  return null;
end
$note$;`;

/** Enabled always: the applier writes the server's rows while other triggers are off. */
function noteTriggersSql({ name }: SearchableEntry): string {
  const on = quotedTable(name);
  const flat = name.replace('.', '_');
  const events = { insert: 'new', update: 'new', delete: 'old' };
  return Object.entries(events)
    .map(
      ([event, image]) => `
create or replace trigger ${flat}_search_${event} after ${event} on ${on} referencing ${image} table as changed
  for each statement execute function replica.search_note(${literal(name)});
alter table ${on} enable always trigger ${flat}_search_${event};`,
    )
    .join('');
}

/**
 * Markdown as plain text: figures (`{{name}}`) and marks are left out, links and pictures keep their words. Marks within words stay,
 * so that `snake_case` and `2*3` are found as they are written.
 */
const PLAIN_SQL = `
create or replace function replica.search_plain(t text) returns text language plpgsql immutable strict as $plain$
begin
  t := regexp_replace(t, '\\{\\{[^{}]*\\}\\}', ' ', 'g');
  t := regexp_replace(t, '!?\\[([^\\]]*)\\]\\([^)]*\\)', '\\1', 'g');
  t := regexp_replace(t, '^[ \\t]*\\|?[ \\t]*:?-+:?[ \\t]*\\|[ \\t:|-]*$', '', 'gn');
  t := regexp_replace(t, '^[ \\t]*(#{1,6}|>|[-*+]( \\[[ xX]\\])?|\\d+[.)])[ \\t]+', '', 'gn');
  t := regexp_replace(t, '(^|[^[:alnum:]])[*_~\`]+', '\\1', 'gn');
  t := regexp_replace(t, '[*_~\`]+($|[^[:alnum:]])', '\\1', 'gn');
  t := regexp_replace(t, '[ \\t]*\\|[ \\t]*', ' ', 'g');
  return trim(t);
end
$plain$;`;

/** The text of a row as it is shown. */
function sourceSql({ name, searchable: { title, text, markdown = [], tags, at, when } }: SearchableEntry): string {
  const plain = (column: string): string =>
    markdown.includes(column) ? `replica.search_plain(r.${quoted(column)})` : `r.${quoted(column)}`;
  const parts = text.map((column) => `nullif(${plain(column)}, '')`);
  if (tags) parts.push(`(select string_agg('#' || tag, ' ') from unnest(r.${quoted(tags)}) tag)`);
  return `select r.id::text, r.${quoted(title)}::text, concat_ws(' · ', ${parts.join(', ')}), r.${quoted(at)}
    from ${quotedTable(name)} r where ${when ?? 'true'}`;
}

/** The rows of a table: those with the given keys, or all (null). */
const sourceFunctionSql = (entries: readonly SearchableEntry[]) => `
create or replace function replica.search_source(of text, keys text[])
  returns table (pk text, title text, body text, at timestamptz) language plpgsql stable rows 20 as $source$
begin
  case of
${entries
  .map(
    (entry) => `
  when ${literal(entry.name)} then
    if keys is null then return query ${sourceSql(entry)};
    else return query ${sourceSql(entry)} and r.id = any (keys::uuid[]);
    end if;`,
  )
  .join('')}
  else return;
  end case;
end
$source$;`;

const CATCH_UP_SQL = `
create or replace function replica.search_fill(of text, keys text[]) returns void language plpgsql as $fill$
declare
  filled text := format('select words from replica.search_texts where tbl = %L', of);
begin
  delete from replica.search_texts t
  where t.tbl = of and (keys is null or t.pk = any (keys)) and t.pk not in (select s.pk from replica.search_source(of, keys) s);
  insert into replica.search_texts
  select of, folded.pk, folded.at, array_to_tsvector(folded.title), array_to_tsvector(folded.title || folded.body)
  from (
    select s.pk, s.at, replica.search_fold(coalesce(s.title, '')) as title, replica.search_fold(s.body) as body
    from replica.search_source(of, keys) s
    offset 0
  ) folded
  on conflict (tbl, pk) do update set at = excluded.at, title = excluded.title, words = excluded.words
  where (search_texts.at, search_texts.title, search_texts.words) is distinct from (excluded.at, excluded.title, excluded.words);
  if keys is not null then filled := filled || format(' and pk = any (%L)', keys); end if;
  -- Words that no text has any more stay: they only suggest what then finds nothing.
  insert into replica.search_words select s.word from ts_stat(filled) s on conflict do nothing;
end
$fill$;
create or replace function replica.search_catch_up(tables text[]) returns void language plpgsql as $catch$
declare
  due record;
  is_whole boolean;
begin
  select bool_or(d.pk = '') into is_whole from replica.search_due d where d.tbl = any (tables);
  if is_whole is null then return; end if;
  -- Made again at the end: sorting the words of many texts once costs a fraction of adding them one by one.
  if is_whole then drop index if exists replica.search_texts_words; end if;
  for due in
    select d.tbl, bool_or(d.pk = '') as is_whole, array_agg(d.pk) as keys
    from replica.search_due d where d.tbl = any (tables) group by d.tbl order by d.tbl
  loop
    perform replica.search_fill(due.tbl, case when due.is_whole then null else due.keys end);
  end loop;
  delete from replica.search_due d where d.tbl = any (tables);
  ${WORDS_INDEX_SQL};
end
$catch$;`;

/** LIKE patterns for words at a distance of one error: another letter, an extra one, a missing one, two swapped. */
const MISSPELT_SQL = `
create or replace function replica.search_misspelt(typed text[]) returns text[] language sql immutable as $misspelt$
  select array_agg(distinct pattern)
  from unnest(typed) word, generate_series(1, length(word)) at, lateral (values
    (left(word, at - 1) || '_' || substr(word, at + 1)),
    (left(word, at - 1) || substr(word, at + 1)),
    (left(word, at - 1) || '_' || substr(word, at)),
    (left(word, at - 1) || substr(word, at + 1, 1) || substr(word, at, 1) || substr(word, at + 2))
  ) as one (pattern)
$misspelt$;`;

/**
 * Known words with a prefix of which the typed word may be a misspelling. One error leaves at least one third of the word intact, so only
 * words with such a part are compared with the patterns. Of two errors, none may be in the first letter and one part must be
 * intact; otherwise every known word would have to be compared.
 */
const NEAR_SQL = `
create or replace function replica.search_near(typed text) returns text[] language plpgsql stable as $near$
declare
  letters int := length(typed);
  part int := letters / 3;
  rest text := substr(typed, 2);
  swapped text := substr(typed, 2, 1) || left(typed, 1) || substr(typed, 3);
  parts text[] := array[left(typed, part) || '%', '%' || substr(typed, 1 + part, part) || '%', '%' || substr(typed, 1 + 2 * part, part) || '%'];
  one text[];
  patterns text[];
begin
  if letters < ${ONE_ERROR_LETTERS} or typed ~ '[0-9]' then return '{}'; end if;
  one := replica.search_misspelt(array[typed]);
  if letters >= ${TWO_ERRORS_LETTERS} then
    one := one || replica.search_misspelt(one);
  end if;
  patterns := array(select pattern || '%' from unnest(one) pattern);
  return array(
    select near.word from (
      select s.word from replica.search_words s
      where s.word >= left(typed, 1) and s.word < left(typed, 1) || ${LAST}
        and case when s.word like any (parts) then s.word like any (patterns) end
      union select s.word from replica.search_words s where s.word >= swapped and s.word < swapped || ${LAST}
      union select s.word from replica.search_words s where s.word >= rest and s.word < rest || ${LAST}
      union select s.word from replica.search_words s where substr(s.word, 2) >= rest and substr(s.word, 2) < rest || ${LAST}
      union select s.word from replica.search_words s where substr(s.word, 2) >= typed and substr(s.word, 2) < typed || ${LAST}
    ) near
    order by abs(length(near.word) - letters), near.word
    limit ${NEAR_WORDS}
  );
end
$near$;`;

/** The best of the rows in `matched`. Taking the first few of each table costs a third of sorting all rows. */
const BEST_OF_EACH_TABLE = `
    select found_count + row_number() over (order by best.rank, best.at desc, best.tbl, best.pk)::int, best.tbl, best.pk
    from (select distinct m.tbl from matched m) one, lateral (
      select m.tbl, m.pk, m.at, m.rank from matched m where m.tbl = one.tbl order by m.rank, m.at desc, m.pk limit per_table
    ) best;`;

/**
 * Records that contain every typed word, as a whole word or as a prefix, in title, text or tags: best match first, at most
 * `per_table` of each table. Words in the title rank above words in the text, whole words above prefixes, both above misspelt
 * words, newer records above older.
 */
const FIND_SQL = `
create or replace function replica.search_find(typed text, tables text[], per_table int)
  returns table (place int, tbl text, pk text) language plpgsql rows 50 as $find$
#variable_conflict use_column
declare
  typed_words text[] := (replica.search_fold(typed))[1:${TYPED_WORDS}];
  whole tsquery;
  begun tsquery;
  any_begun tsquery;
  near tsquery;
  found_count int := 0;
begin
  perform replica.search_catch_up(tables);
  if cardinality(typed_words) = 0 then return; end if;
  select string_agg(quote_literal(word), ' & ')::tsquery, string_agg(quote_literal(word) || ':*', ' & ')::tsquery,
    string_agg(quote_literal(word) || ':*', ' | ')::tsquery
  into whole, begun, any_begun from unnest(typed_words) word;
  return query
    with matched as materialized (
      select t.tbl, t.pk, t.at,
        case when t.title @@ whole then 0 when t.title @@ begun then 2 when t.words @@ whole then 4 else 6 end
          + case when t.title @@ any_begun then 0 else 1 end as rank
      from replica.search_texts t where t.words @@ begun and t.tbl = any (tables)
    )
    ${BEST_OF_EACH_TABLE}
  get diagnostics found_count = row_count;
  if found_count >= ${ENOUGH_RECORDS} then return; end if;
  select string_agg(
    '(' || quote_literal(word) || ':*' || coalesce((select string_agg(' | ' || quote_literal(n), '') from unnest(replica.search_near(word)) n), '') || ')',
    ' & ')::tsquery
  into near from unnest(typed_words) word;
  if near = begun then return; end if;
  return query
    with matched as materialized (
      select t.tbl, t.pk, t.at, case when t.title @@ near then 0 else 1 end as rank
      from replica.search_texts t where t.words @@ near and not t.words @@ begun and t.tbl = any (tables)
    )
    ${BEST_OF_EACH_TABLE}
end
$find$;`;

const isSearchable = (entry: SyncedTable): entry is SearchableEntry => entry.searchable !== undefined;

/**
 * The statements that create a replica's search index, in order; run each with `exec`. All existing rows are due afterwards.
 */
export function searchIndexDdl(registry: readonly SyncedTable[]): string[] {
  const entries = registry.filter(isSearchable);
  const whole = entries.map(({ name }) => `(${literal(name)}, '')`).join(', ');
  return [
    TABLES_SQL,
    WORDS_INDEX_SQL,
    FOLD_SQL,
    NOTE_SQL,
    ...entries.map(noteTriggersSql),
    PLAIN_SQL,
    sourceFunctionSql(entries),
    CATCH_UP_SQL,
    MISSPELT_SQL,
    NEAR_SQL,
    FIND_SQL,
    `insert into replica.search_due values ${whole} on conflict do nothing`,
  ];
}
