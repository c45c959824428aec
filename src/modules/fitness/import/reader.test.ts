import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { groupForCommands, StrongReader, type ReadAnswer } from './reader.ts';

const csv = readFileSync(new URL('../../../../schema/rules/fitness/fixtures/strong.csv', import.meta.url), 'utf8');
const known = [{ id: 'bench', name: 'Barbell Bench Press', aliases: ['Bench Press (Barbell)'], isCustom: false }];
const person = { zone: 'UTC', dayStartHour: 4, keepOwn: [] };

let reader: StrongReader;
const read = (hereAlready: string[] = []): Promise<ReadAnswer> =>
  reader.read({ file: new Blob([csv]), unit: 'lb', known, hereAlready });

beforeEach(() => {
  reader = new StrongReader();
});

describe('reading a file for the import', () => {
  it('previews what is in it, what each exercise becomes and what cannot be read', async () => {
    const answer = await read();
    if (answer.kind !== 'read') throw new Error(answer.reason);
    expect(answer.preview).toMatchObject({ sessions: 3, sets: 9 });
    expect(answer.preview.errors).toHaveLength(4);
    expect(answer.matches.find(({ name }) => name === 'Bench Press (Barbell)')?.match).toMatchObject({ exerciseId: 'bench' });
    expect(answer.matches.find(({ name }) => name === 'Dead Hang')?.match).toEqual({ kind: 'own' });
  });
  it('plans nothing of what is here already', async () => {
    await read();
    const keys = reader
      .plan(person)
      .flat()
      .map(({ key }) => key);
    expect(keys).toHaveLength(3);
    const again = await read(keys);
    expect(again).toMatchObject({ known: 3 });
    expect(reader.plan(person)).toEqual([]);
  });
  it('keeps an exercise apart when the person says so', async () => {
    await read();
    const idOf = (keepOwn: string[]) => reader.plan({ ...person, keepOwn })[0]?.[0]?.entries[0]?.exercise.id;
    expect(idOf([])).toBe('bench');
    expect(idOf(['Bench Press (Barbell)'])).toBeNull();
  });
  it('groups sessions for the commands, and lets one that would be refused go by itself', async () => {
    await read();
    const [session] = reader.plan(person).flat();
    if (!session) throw new Error('nothing is planned');
    const now = new Date('2026-01-01T00:00:00Z');
    const many = Array.from({ length: 60 }, (_, at) => ({ ...session, key: String(at) }));
    const wrong = { ...session, key: 'wrong', startedAt: '2030-01-01T00:00:00.000Z' };
    const sizes = (sessions: (typeof session)[]) => groupForCommands(sessions, now).map(({ length }) => length);
    expect(sizes(many)).toEqual([25, 25, 10]);
    expect(sizes([...many.slice(0, 3), wrong, ...many.slice(3, 6)])).toEqual([3, 1, 3]);
    const long = { ...session, notes: 'x'.repeat(150_000) };
    expect(sizes([long, long, session])).toEqual([1, 2]);
  });
  it('says when a file is not an export of Strong', async () => {
    expect(await reader.read({ file: new Blob(['a,b\n']), unit: 'kg', known, hereAlready: [] })).toMatchObject({
      kind: 'not-strong',
    });
  });
});
