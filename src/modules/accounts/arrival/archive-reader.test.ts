import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ArchiveReader } from './archive-reader.ts';

const PERSON = '0190a000-0000-7000-8000-000000000000';
const [SONG, COVER] = ['a'.repeat(64), 'b'.repeat(64)];

const archiveOf = (contents: Record<string, string>, index: object = {}): Blob => {
  const whole = {
    ...{ format: 1, app: 'cadence', madeBy: 'server', at: '2026-03-01T10:00:00.000Z' },
    ...{ person: { id: PERSON, email: 'ada@example.org' }, tables: {}, files: [] },
    ...index,
  };
  const files = { 'export.json': JSON.stringify(whole), ...contents };
  return new Blob([zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))).slice()]);
};

const linesOf = async (body: Blob): Promise<string[]> =>
  (await new Response(body.stream().pipeThrough(new DecompressionStream('gzip'))).text()).trimEnd().split('\n');

describe('an archive', () => {
  it('is counted, and its rows become lines for the server, each as it stands', async () => {
    const row = '{"id":"1","n":12345678901234567890}';
    const file = archiveOf(
      { 'json/habits.json': `[\n${row},\n{"id":"2"}\n]\n`, 'json/users.json': `[{"id":"${PERSON}"}]` },
      { tables: { users: 1, habits: 2, sessions: 3 } },
    );
    const reader = await ArchiveReader.open(file);
    expect(reader.facts).toMatchObject({
      rows: 2,
      tables: { users: 1, habits: 2 },
      staying: { sessions: 3 },
      problems: [],
      from: null,
    });
    const [header = '', ...rest] = await linesOf(await reader.body({ isTrial: true, leavesOut: false }));
    expect(JSON.parse(header)).toEqual({
      ...{
        format: 1,
        madeBy: 'server',
        person: { id: PERSON },
        tables: { users: 1, habits: 2 },
        isTrial: true,
        leavesOut: false,
      },
    });
    expect(rest).toEqual([`["users",{"id":"${PERSON}"}]`, `["habits",${row}]`, `["habits",{"id":"2"}]`]);
  });

  it('names the files that its rows need, and those it lacks', async () => {
    const file = archiveOf(
      {
        'json/reference_tracks.json': `[{"content_sha256":"${SONG}"}]`,
        'json/books.json': `[{"cover_blob_id":"${COVER}"},{"cover_blob_id":null}]`,
        [`files/${SONG}.flac`]: 'song',
        'files/other.bin': 'nobody names it',
      },
      {
        tables: { reference_tracks: 1, books: 2 },
        files: [
          { sha256: SONG, mediaType: 'audio/flac', size: 4, path: `files/${SONG}.flac` },
          { sha256: 'c'.repeat(64), mediaType: 'image/png', size: 15, path: 'files/other.bin' },
          { sha256: COVER, mediaType: 'image/png', size: 0, path: null },
        ],
      },
    );
    const reader = await ArchiveReader.open(file);
    expect(reader.facts).toMatchObject({
      files: [{ sha256: SONG, mediaType: 'audio/flac', size: 4 }],
      missingFiles: [{ sha256: COVER, table: 'books' }],
    });
    expect(await (await reader.blob(SONG))?.text()).toBe('song');
    expect(await reader.blob(COVER)).toBeNull();
  });

  it('tells what is wrong by table and row', async () => {
    const file = archiveOf(
      { 'json/habits.json': '[{"id":"1"},{"id":},{"id":"3"}]', 'json/goals.json': '[{"id":"1"}]', 'json/ideas.json': '[{"id"' },
      { tables: { habits: 3, goals: 2, ideas: 1, books: 1 } },
    );
    expect((await ArchiveReader.open(file)).facts.problems).toEqual([
      { table: 'habits', row: 2, what: 'not-a-row' },
      { table: 'goals', row: null, what: 'count' },
      { table: 'ideas', row: null, what: 'damaged' },
      { table: 'books', row: null, what: 'missing' },
    ]);
  });

  it('is refused in words when it is another ZIP archive, or of a newer version', async () => {
    await expect(ArchiveReader.open(new Blob([zipSync({ 'a.txt': strToU8('a') }).slice()]))).rejects.toThrow('no export.json');
    await expect(ArchiveReader.open(archiveOf({}, { format: 2 }))).rejects.toThrow('newer version');
  });

  it('stops when the person says so', async () => {
    const file = archiveOf({ 'json/habits.json': '[{"id":"1"}]' }, { tables: { habits: 1 } });
    await expect(ArchiveReader.open(file, { isStopped: () => true })).rejects.toThrow('stopped');
  });
});
