// Limits on concurrent page reads.
import { describe, expect, test } from 'vitest';
import { ReadTurns } from './turns.ts';

/** Work that ends on command. */
function works() {
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  const begin = (name: string) => () =>
    new Promise<string>((resolve) => {
      running.push(name);
      ends.set(name, () => {
        running.splice(running.indexOf(name), 1);
        resolve(name);
      });
    });
  return { running, begin, end: (name: string) => ends.get(name)?.() };
}

describe('turns of reads', () => {
  test('concurrent pages stay within the byte limit and start in the order of their requests', async () => {
    const turns = new ReadTurns(10, { bytes: 35, ofOnePerson: 9 });
    const { running, begin, end } = works();
    const all = ['a', 'b', 'c', 'd', 'e'].map((name) => turns.run(`user:${name}`, begin(name)));
    expect(running).toEqual(['a', 'b', 'c']);
    end('b');
    await all[1];
    await Promise.resolve();
    expect(running).toEqual(['a', 'c', 'd']);
    for (const name of ['a', 'c', 'd']) end(name);
    await Promise.all([all[0], all[2], all[3]]);
    end('e');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('many requests of one person wait for each other and do not delay other people', async () => {
    const turns = new ReadTurns(10, { bytes: 100, ofOnePerson: 2 });
    const { running, begin } = works();
    for (const name of ['a1', 'a2', 'a3', 'a4']) void turns.run('user:a', begin(name));
    for (const name of ['p1', 'p2', 'p3']) void turns.run('public', begin(name));
    void turns.run('user:b', begin('b1'));
    expect(running).toEqual(['a1', 'a2', 'p1', 'p2', 'p3', 'b1']);
  });

  test('a read that fails gives its turn back', async () => {
    const turns = new ReadTurns(10, { bytes: 10, ofOnePerson: 1 });
    await expect(turns.run('user:a', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    expect(await turns.run('user:a', () => Promise.resolve('read'))).toBe('read');
  });

  test('a page larger than the limit is built alone', async () => {
    const turns = new ReadTurns(1_000, { bytes: 10, ofOnePerson: 2 });
    expect(await turns.run('user:a', () => Promise.resolve('read'))).toBe('read');
  });
});
