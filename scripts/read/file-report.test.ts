// Real export files are personal diaries and lists, so they are not in this repository.
import { strToU8, zipSync } from 'fflate';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileReport } from './file-report.ts';

const reading = { now: new Date('2026-11-26T12:00:00Z'), zone: 'Europe/Berlin' };
const report = (name: string, content: string | Uint8Array) =>
  fileReport(name, typeof content === 'string' ? new TextEncoder().encode(content) : content, reading);

describe('the output of `npm run read`', () => {
  it('has counts, errors with their lines, and the first and last records', async () => {
    const row = (day: number, reps: string) => `2024-05-${String(day).padStart(2, '0')} 07:00:00,A,1h,Squat,1,100,${reps},0,0,,,`;
    const head = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE';
    const output = await report('strong.csv', [head, ...[1, 2, 3, 4, 5].map((day) => row(day, '5')), row(6, 'five')].join('\n'));
    expect(output).toMatchObject({
      format: 'strong',
      domain: 'fitness',
      counts: { workouts: 5, exercises: 1, sets: 5 },
      errors: [{ line: 7, text: '“five” is not a number (reps).' }],
    });
    if (output.format === null) throw new Error(output.reason);
    const startsOf = (records: readonly unknown[]) =>
      records.map((one) => (one as { startedAtWall: string }).startedAtWall.slice(8, 10));
    expect([startsOf(output.first), startsOf(output.last)]).toEqual([
      ['01', '02', '03'],
      ['03', '04', '05'],
    ]);
  });
  it('an archive is read by the file in it; of several the first, and the others are named', async () => {
    const csv = strToU8(
      'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n2024-05-01 07:00:00,A,1h,Squat,1,100,5,0,0,,,\n',
    );
    expect(await report('one.zip', zipSync({ 'about.txt': strToU8('Hello'), 'strong.csv': csv }))).toMatchObject({
      format: 'strong',
      counts: { workouts: 1, sets: 1 },
    });
    expect(await report('two.zip', zipSync({ 'a.csv': csv, 'b.csv': csv }))).toMatchObject({
      format: 'strong',
      file: 'a.csv',
      otherFiles: ['b.csv'],
    });
    expect(await report('cut.zip', zipSync({ 'a.csv': csv }).subarray(0, -5))).toMatchObject({
      format: null,
      reason: expect.stringMatching(/damaged/),
    });
  });
  it.each([
    ['nothing', '', /empty/],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), /not a text file/],
    ['a database', 'SQLite format 3\0', /SQLite/],
    ['a page', '<!DOCTYPE html><p>', /HTML/],
    ['a document', '{"a": 1}', /JSON/],
    ['other columns', 'Name,Colour\nSky,blue\n', /“Name”, “Colour”.*Strong/],
    ['prose', 'Dear diary', /without columns/],
  ])('a file that is %s is unknown, with a reason', async (_what, content, reason) => {
    expect(await report('file', content)).toEqual({ format: null, domain: null, reason: expect.stringMatching(reason) });
  });
});

const DATA = new URL('../../../shared/data/', import.meta.url);
const isHere = existsSync(DATA);
if (!isHere) process.stdout.write('files of other apps: skipped, ../shared/data does not exist\n');

describe.skipIf(!isHere)('the files of ../shared/data (skipped if the folder does not exist)', () => {
  const FORMATS_BY_FOLDER: Readonly<Record<string, readonly string[]>> = {
    strong: ['strong'],
    hevy: ['hevy'],
    fitnotes: ['fitnotes', 'sets'],
  };
  const files = !isHere ? [] : readdirSync(DATA, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const inFolder = (folder: string) =>
    files.filter(({ parentPath }) => parentPath.replace(/\/$/, '').endsWith(`/data/${folder}`));
  it.each(Object.keys(FORMATS_BY_FOLDER))('each file of %s is read with its format', async (folder) => {
    const reports = inFolder(folder).map(({ parentPath, name }) => report(name, readFileSync(`${parentPath}/${name}`)));
    const read = (await Promise.all(reports)).map(({ format }) => format);
    expect(read.length).toBeGreaterThan(3);
    expect(read.filter((format) => format === null || !FORMATS_BY_FOLDER[folder]?.includes(format))).toEqual([]);
  });
  it('no file of another domain is read as training, and every unknown file has a reason', async () => {
    const others = files.filter(({ parentPath }) => !/\/data\/?$|\/(strong|hevy|fitnotes)\/?$/.test(parentPath));
    expect(others.length).toBeGreaterThan(50);
    for (const { parentPath, name } of others) {
      const output = await report(name, readFileSync(`${parentPath}/${name}`));
      expect(output.domain, name).not.toBe('fitness');
      if (output.format === null) expect(output.reason).toMatch(/\w/);
    }
  });
});
