import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('.', import.meta.url));

async function sources(): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(src, { recursive: true })).filter((name) => /(?<!\.test)\.tsx?$/.test(name));
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(src, name), 'utf8') })));
}

test('every worker is registered to end with its page', async () => {
  const made = (await sources()).flatMap(({ name, text }) =>
    [...text.matchAll(/(endWithPage\(\s*)?new Worker\(/g)].map(([, registered]) => ({ name, isRegistered: !!registered })),
  );
  expect(made.length).toBeGreaterThanOrEqual(6);
  expect(made.filter(({ isRegistered }) => !isRegistered)).toEqual([]);
});

test('every Web Lock belongs to a worker, which ends with its page, or is released when the page is left', async () => {
  const isWorkerCode = /^(replica\/worker|blobs\/worker|workers)\//;
  const holders = (await sources()).filter(({ text }) => /\blocks(\.request\(|\n)/.test(text));
  expect(holders.map(({ name }) => name).filter((name) => !isWorkerCode.test(name))).toEqual(['page-lifetime.ts']);
});
