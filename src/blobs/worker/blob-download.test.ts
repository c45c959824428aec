// A download where another host answers instead of our server.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foreignAnswers, startForeignServer, type ForeignServer } from '#tests/support/foreign-server.ts';
import { blobDownload } from './blob-download.ts';
import { MemoryFolder } from './memory-folder.ts';

let foreign: ForeignServer;
beforeAll(async () => {
  foreign = await startForeignServer();
});
afterAll(() => foreign.close());

test.each(foreignAnswers)(
  'where %s answers instead of the server, the download waits for the network and stores none of the answer',
  async (kind) => {
    foreign.answerWith(kind);
    const sha256 = 'a'.repeat(64);
    const part = await new MemoryFolder().openPart('part');
    const ports = { fetch, sleep: () => Promise.resolve(), signal: new AbortController().signal, person: null };
    const answer = await blobDownload(`${foreign.url}/v1/blobs/${sha256}`, sha256, ports)(part, () => undefined);
    expect(answer).toEqual({ ok: false, error: { code: 'unavailable' } });
    expect(part.size()).toBe(0);
  },
);
