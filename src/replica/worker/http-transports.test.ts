// What the sync machine is told when another host answers instead of our server.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { foreignAnswers, startForeignServer, type ForeignServer } from '#tests/support/foreign-server.ts';
import { httpAuth, httpPush } from './http-transports.ts';
import { shapeTransport } from './shape-transport.ts';

let foreign: ForeignServer;
beforeAll(async () => {
  foreign = await startForeignServer();
});
afterAll(() => foreign.close());
afterEach(() => void foreign.asked.splice(0));

const request = { clientId: newId(), commands: [], sentAt: '2026-01-01T00:00:00.000Z' };

describe.each(foreignAnswers)('where %s answers instead of the server', (kind) => {
  test('a push is a network failure, and the request is sent nowhere else', async () => {
    foreign.answerWith(kind);
    const answer = await httpPush(foreign.url).push(request, 'ana');
    expect(['network', 'busy']).toContain(answer.kind);
    expect(foreign.asked).toEqual(['POST /v1/commands']);
  });

  test('the answer signs nobody in or out', async () => {
    foreign.answerWith(kind);
    await expect(httpAuth(foreign.url).session()).rejects.toBeInstanceOf(Error);
    await expect(httpAuth(foreign.url).signOut('2026-11-27T12:00:00.000Z')).rejects.toBeInstanceOf(Error);
  });

  test.each([true, false])('the feed is a network failure and brings no rows (event stream: %s)', async (liveSse) => {
    foreign.answerWith(kind);
    const brought: unknown[] = [];
    const from = liveSse ? { offset: '0_0', handle: 'h' } : undefined;
    const failure = await new Promise((failed) => {
      shapeTransport({ origin: foreign.url, liveSse }).follow('me', from, 'ana', {
        batch: async (rows) => void brought.push(...rows),
        mustRefetch: () => brought.push('must-refetch'),
        failed,
      });
    });
    expect(failure).toEqual({ kind: 'network' });
    expect(brought).toEqual([]);
  });
});

test('an answer in our server’s form is taken as it is', async () => {
  const answering = (status: number, body: unknown) => (() => Promise.resolve(Response.json(body, { status }))) as typeof fetch;
  const push = (status: number, body: unknown) => httpPush('', answering(status, body)).push(request, 'ana');
  const refusal = (code: string, more: object = {}) => ({ error: { code, message: 'in words' }, ...more });
  const response = {
    lastCommandId: 2,
    outcomes: [
      { id: 1, status: 'applied' },
      { id: 2, status: 'rejected', error: { code: 'x' } },
    ],
  };
  expect(await push(200, response)).toEqual({ kind: 'answered', response });
  expect(await push(401, refusal('signed_out'))).toEqual({ kind: 'signed-out' });
  expect(await push(409, refusal('out_of_order', { lastCommandId: 7 }))).toEqual({ kind: 'out-of-order', lastCommandId: 7 });
  expect(await push(403, refusal('newer_code'))).toEqual({ kind: 'refused', error: { code: 'bad_request' } });
  expect(await push(413, null)).toEqual({ kind: 'too-large' });
  const user = { id: newId(), email: 'ana@example.test', name: null };
  expect(await httpAuth('', answering(200, { user, newer: 1 })).session()).toEqual(user);
  expect(await httpAuth('', answering(401, refusal('signed_out'))).session()).toBeNull();
});
