// Many processes that claim one data directory at the same moment.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimDirectory } from './embedded-owner.ts';

const CLAIMANTS = 8;
const ROUNDS = 40;
const LET_GO = '';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'cadence-owner-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

const program = fileURLToPath(new URL('../../tests/support/claiming-process.ts', import.meta.url));

async function claimant(): Promise<ChildProcess> {
  const child = fork(program, { execArgv: ['--import', 'tsx'] });
  await once(child, 'message');
  return child;
}

/** Sends the same message to all of them at once; returns the answers in order. */
const tell = (children: readonly ChildProcess[], what: string): Promise<unknown[]> =>
  Promise.all(
    children.map(async (child) => {
      const answered = once(child, 'message');
      child.send(what);
      return ((await answered) as unknown[])[0];
    }),
  );

const winners = (answers: readonly unknown[]) => answers.filter((hasWon) => hasWon === true).length;

test(
  'exactly one of many processes that claim a directory at once gets it, even with files of killed processes',
  { timeout: 120_000 },
  async () => {
    let children = await Promise.all(Array.from({ length: CLAIMANTS }, claimant));
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const directory = join(parent, `round-${round}`);
        // Stale lock files: of a dead process, of a reused pid, and empty.
        const stale = [`${2 ** 22 - 1} 1\n`, `${process.pid} 1\n`, ''][round % 4];
        if (stale !== undefined) await writeFile(`${directory}.owner`, stale);
        expect(winners(await tell(children, directory)), `round ${round}`).toBe(1);
        await tell(children, LET_GO);
      }
      const directory = join(parent, 'killed');
      while (children.length > CLAIMANTS - 3) {
        const answers = await tell(children, directory);
        expect(winners(answers)).toBe(1);
        const owner = children[answers.indexOf(true)];
        if (!owner) throw new Error('no process owns it');
        const gone = once(owner, 'exit');
        owner.kill('SIGKILL');
        await gone;
        children = children.filter((child) => child !== owner);
      }
    } finally {
      for (const child of children) child.kill('SIGKILL');
    }
  },
);

test('one process can claim a directory only once, and again after releasing it', async () => {
  const directory = join(parent, 'twice');
  const release = await claimDirectory(directory);
  await expect(claimDirectory(directory)).rejects.toThrow(`This process already uses ${directory}.`);
  await release();
  await (
    await claimDirectory(directory)
  )();
});
