// What the pages of signing in are told when somebody else answers in the place of our server.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { foreignAnswers, startForeignServer, type ForeignServer } from '#tests/support/foreign-server.ts';
import { lookAtLink, requestMail, signIn } from './auth-client.ts';

let foreign: ForeignServer;
beforeAll(async () => {
  // What the name of the device is taken from.
  vi.stubGlobal('navigator', { userAgent: 'Chrome/1 Linux' });
  foreign = await startForeignServer();
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await foreign.close();
});

test.each(foreignAnswers)('where %s stands in for the server, nothing was sent, looked at or signed in', async (kind) => {
  foreign.answerWith(kind);
  const options = { origin: foreign.url };
  const unavailable = { ok: false, error: { code: 'unavailable' } };
  expect(await requestMail('a@example.test', options)).toEqual(unavailable);
  expect(await lookAtLink('x'.repeat(43), options)).toEqual(unavailable);
  expect(await signIn({ token: 'x'.repeat(43) }, options)).toEqual(unavailable);
});
