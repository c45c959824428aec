import { strToU8, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import initSqlJs from 'sql.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportFacts } from '#schema/formats.ts';
import { ImportReader } from './reader.ts';

const csv = readFileSync(new URL('../../schema/fitness/files/fixtures/strong.csv', import.meta.url), 'utf8');
const bench = { id: 'bench', name: 'Barbell Bench Press', aliases: ['Bench Press (Barbell)'], isCustom: false };
const asSuggested = { keepOwn: [], chosen: {} };

let reader: ImportReader;
const read = (content: BlobPart, hereAlready: string[] = [], path: string | null = null) => {
  const facts: ImportFacts<'fitness'> = { known: [bench], hereAlready, dayStartHour: 4 };
  return reader.read({
    domain: 'fitness',
    name: 'export.csv',
    file: new Blob([content]),
    path,
    answers: { unit: 'lb' },
    facts,
    zone: 'UTC',
  });
};

beforeEach(() => {
  reader = new ImportReader(() => initSqlJs());
});

describe('reading a file for the import', () => {
  it('previews the contents, what each exercise becomes, and the unreadable rows', async () => {
    const answer = await read(csv);
    if (answer.kind !== 'read') throw new Error(answer.kind);
    expect(answer.format).toEqual({ id: 'strong', name: 'Strong' });
    expect(answer.preview).toMatchObject({ sessions: 3, sets: 9 });
    expect(answer.preview.errors).toHaveLength(4);
    const matchOf = (wanted: string) => answer.preview.matches.find(({ name }) => name === wanted)?.match;
    expect(matchOf('Bench Press (Barbell)')).toMatchObject({ exerciseId: 'bench' });
    expect(matchOf('Dead Hang')).toEqual({ kind: 'own' });
  });
  it('plans nothing that is already here', async () => {
    await read(csv);
    const keys = reader
      .plan<'fitness'>(asSuggested)
      .flat()
      .map(({ key }) => key);
    expect(keys).toHaveLength(3);
    expect(await read(csv, keys)).toMatchObject({ preview: { known: 3 } });
    expect(reader.plan<'fitness'>(asSuggested)).toEqual([]);
  });
  it('keeps an exercise separate when the person chooses that', async () => {
    await read(csv);
    const idOf = (keepOwn: string[]) => reader.plan<'fitness'>({ ...asSuggested, keepOwn })[0]?.[0]?.entries[0]?.exercise.id;
    expect(idOf([])).toBe('bench');
    expect(idOf(['Bench Press (Barbell)'])).toBeNull();
  });
  it('asks for the file when an archive has several, and reads the chosen one', async () => {
    const one = zipSync({ 'strong.csv': strToU8(csv) });
    expect(await read(one)).toMatchObject({ kind: 'read', preview: { sessions: 3 } });
    const two = zipSync({ 'a/strong.csv': strToU8(csv), 'b/strong.csv': strToU8(csv.split('\n').slice(0, 2).join('\n')) });
    expect(await read(two)).toEqual({
      kind: 'several',
      files: [
        { path: 'a/strong.csv', format: 'Strong' },
        { path: 'b/strong.csv', format: 'Strong' },
      ],
    });
    expect(reader.plan<'fitness'>(asSuggested)).toEqual([]);
    expect(await read(two, [], 'b/strong.csv')).toMatchObject({ kind: 'read', preview: { sessions: 1 } });
  });
  it('says what an unknown file is and what can be read, and forgets the previous file', async () => {
    await read(csv);
    const answer = await read('Title,Author,ISBN\nDune,Herbert,1\n');
    expect(answer).toEqual({
      kind: 'unknown',
      reason: expect.stringMatching(/“Title”, “Author”, “ISBN”.*Strong, Hevy, FitNotes/),
    });
    expect(reader.plan<'fitness'>(asSuggested)).toEqual([]);
  });
});
