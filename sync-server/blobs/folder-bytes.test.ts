import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderBytes } from './folder-bytes.ts';

test('the free space of a new server is known before its first upload', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'cadence-folder-'));
  try {
    const bytes = await folderBytes(join(dataDir, 'not', 'yet', 'there'));
    expect(await bytes.freeBytes()).toBeGreaterThan(0);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
