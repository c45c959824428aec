// Compares our answers with recorded answers of a real Electric: status, header names, error bodies, the form of messages.
// Intended differences have their own tests.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { protocolHeaders, readRecording } from './recording.ts';
import { capture, pushed, startTestServer, type TestPerson, type TestServer } from './test-server.ts';

interface Message {
  key?: string;
  value?: Record<string, string | null>;
  headers: Record<string, unknown>;
}

let server: TestServer;
let person: TestPerson;
let clientId: string;
let sent = 0;

beforeAll(async () => {
  server = await startTestServer({ times: { holdMs: 300, keepAliveMs: 250, sseMs: 700 } });
  // The first person of a server also has the row of a role, which Electric's recordings do not have.
  await server.signIn();
  person = await server.signIn();
  clientId = newId();
  await change();
});
afterAll(() => server.close());

const change = async () => {
  sent += 1;
  await pushed(person, clientId, [capture(sent)]);
};
const shape = (query: string, init?: RequestInit) => person.fetch(`/v1/shape?${query}`, init);

async function caughtUp(): Promise<{ handle: string; offset: string }> {
  const answer = await shape('scope=me&offset=-1');
  await answer.text();
  return { handle: answer.headers.get('electric-handle') ?? '', offset: answer.headers.get('electric-offset') ?? '' };
}
const place = ({ handle, offset }: { handle: string; offset: string }) => `scope=me&handle=${handle}&offset=${offset}`;

describe('the same as Electric', () => {
  test('a first read: headers, then rows as inserts with text values', async () => {
    const theirs = await readRecording('01-initial');
    const ours = await shape('scope=me&offset=-1');
    expect(ours.status).toBe(theirs.status);
    // Our answer includes the up-to-date message; Electric's snapshot needs one more request for it.
    expect(protocolHeaders(ours.headers.keys())).toEqual(
      [...protocolHeaders(theirs.headers.keys()), 'electric-up-to-date'].sort(),
    );
    expect(ours.headers.get('content-type')).toBe(theirs.headers.get('content-type'));
    expect(ours.headers.get('electric-cursor')).toBeNull();
    expect(ours.headers.get('etag')).toMatch(/^"[^":]+:-1:\d+_\d+:\d+"$/);

    const [theirFirst] = JSON.parse(theirs.body) as Message[];
    const messages = (await ours.json()) as Message[];
    const first = messages[0];
    expect(Object.keys(first ?? {}).sort()).toEqual(Object.keys(theirFirst ?? {}).sort());
    expect(Object.keys(first?.headers ?? {}).sort()).toEqual(Object.keys(theirFirst?.headers ?? {}).sort());
    expect(first?.headers).toEqual({ relation: ['replica', 'feed'], operation: 'insert' });
    expect(first?.key).toMatch(/^"replica"\."feed"\/"[^"]+"\/"[^"]+"\/"user:[^"]+"$/);
    for (const value of Object.values(first?.value ?? {})) expect(value === null || typeof value === 'string').toBe(true);
    expect(messages.at(-1)?.headers['control']).toBe('up-to-date');
  });

  test('catching up with nothing new: the up-to-date message alone, its lsn a decimal string', async () => {
    const theirs = await readRecording('02-catchup');
    const at = await caughtUp();
    const ours = await shape(place(at));
    expect(protocolHeaders(ours.headers.keys())).toEqual(protocolHeaders(theirs.headers.keys()));
    expect(ours.headers.get('electric-offset')).toBe(at.offset);
    const [theirMessage] = JSON.parse(theirs.body) as Message[];
    const messages = (await ours.json()) as Message[];
    expect(messages).toHaveLength(1);
    expect(Object.keys(messages[0]?.headers ?? {}).sort()).toEqual(Object.keys(theirMessage?.headers ?? {}).sort());
    expect(messages[0]?.headers['global_last_seen_lsn']).toMatch(/^\d+$/);
  });

  test('If-None-Match with the ETag of the same page: 304 without a body', async () => {
    const theirs = await readRecording('02-if-none-match');
    const { handle } = await caughtUp();
    const first = await shape(`scope=me&offset=-1&handle=${handle}`);
    const again = await shape(`scope=me&offset=-1&handle=${handle}`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(theirs.status);
    expect(await again.text()).toBe(theirs.body.trim());
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));

    await change();
    const changed = await shape(`scope=me&offset=-1&handle=${handle}`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(changed.status).toBe(200);
  });

  test('a long poll that sees a change: cursor, no schema, the transaction named in each message', async () => {
    const theirs = await readRecording('11-full-update');
    const at = await caughtUp();
    const polling = shape(`${place(at)}&live=true`);
    await change();
    const ours = await polling;
    expect(protocolHeaders(ours.headers.keys())).toEqual(protocolHeaders(theirs.headers.keys()));
    const [theirFirst] = JSON.parse(theirs.body) as Message[];
    const messages = (await ours.json()) as Message[];
    const last = messages.at(-2);
    expect(Object.keys(last?.headers ?? {}).sort()).toEqual(Object.keys(theirFirst?.headers ?? {}).sort());
    expect(last?.headers['last']).toBe(true);
    expect(last?.headers['lsn']).toBe(last?.value?.['seq']);
    expect(last?.headers['txids']).toEqual([Number(last?.value?.['xid'])]);
  });

  test('a long poll that times out: up to date, at the same offset, with a new cursor', async () => {
    const theirs = await readRecording('08-live-timeout');
    const at = await caughtUp();
    const ours = await shape(`${place(at)}&live=true&cursor=99999999999`);
    expect(protocolHeaders(ours.headers.keys())).toEqual(protocolHeaders(theirs.headers.keys()));
    expect(ours.headers.get('electric-has-data')).toBe(theirs.headers.get('electric-has-data'));
    expect(ours.headers.get('electric-offset')).toBe(at.offset);
    expect(Number(ours.headers.get('electric-cursor'))).toBeGreaterThan(99999999999);
    expect(((await ours.json()) as Message[]).map(({ headers }) => headers['control'])).toEqual(['up-to-date']);
  });

  test('an event stream: one data line per message, up-to-date after the batch, keep-alive comments, then its end', async () => {
    const theirs = await readRecording('20-sse');
    const at = await caughtUp();
    const ours = await shape(`${place(at)}&live=true&live_sse=true`);
    expect(ours.headers.get('content-type')).toBe(theirs.headers.get('content-type'));
    expect(protocolHeaders(ours.headers.keys())).toEqual(protocolHeaders(theirs.headers.keys()));
    expect(ours.headers.get('electric-offset')).toBe(at.offset);
    await change();
    const text = await ours.text();
    const kinds = (stream: string) =>
      stream
        .split('\n\n')
        .filter((line) => line !== '')
        .map((line) => (line.startsWith('data: {"headers":{"control":"up-to-date"') ? 'up-to-date' : line.replace(/ .*/s, '')));
    const ourKinds = kinds(text);
    expect(new Set(ourKinds)).toEqual(new Set(kinds(theirs.body)));
    expect(ourKinds.lastIndexOf('data:')).toBeLessThan(ourKinds.indexOf('up-to-date'));
  });

  test('an unknown handle: 409 with a new handle and must-refetch', async () => {
    const theirs = await readRecording('30-409-unknown-handle');
    for (const live of ['', '&live=true', '&live=true&live_sse=true']) {
      const ours = await shape(`scope=me&offset=0_0&handle=123-456${live}`);
      expect(ours.status).toBe(theirs.status);
      expect(protocolHeaders(ours.headers.keys())).toEqual(protocolHeaders(theirs.headers.keys()));
      expect(await ours.text()).toBe(theirs.body);
      expect(ours.headers.get('etag')).toBe(`"${ours.headers.get('electric-handle')}::"`);
    }
  });

  test.each([
    ['31c-400-no-offset', 'scope=me'],
    ['31d-400-bad-offset', 'scope=me&offset=abc'],
    ['31e-400-no-handle', 'scope=me&offset=0_0'],
    ['31f-400-live-minus1', 'scope=me&offset=-1&live=true'],
    ['20c-sse-nolive', 'scope=me&offset=1_0&handle=x&live_sse=true'],
  ])('an invalid request gets the same error text: %s', async (name, query) => {
    const theirs = await readRecording(name);
    const ours = await shape(query);
    expect(ours.status).toBe(theirs.status);
    expect(await ours.text()).toBe(theirs.body);
    expect(ours.headers.get('cache-control')).toBe(theirs.headers.get('cache-control'));
    expect(ours.headers.get('surrogate-control')).toBe(theirs.headers.get('surrogate-control'));
  });

  test('HEAD, OPTIONS and DELETE', async () => {
    const head = await shape('scope=me&offset=-1', { method: 'HEAD' });
    expect(head.status).toBe((await readRecording('34-head')).status);
    expect(head.headers.get('electric-schema')).not.toBeNull();
    expect(await head.text()).toBe('');
    const options = await shape('scope=me&offset=-1', { method: 'OPTIONS' });
    expect(options.status).toBe((await readRecording('33-options')).status);
    const theirs = await readRecording('32-delete-shape');
    const remove = await shape('scope=me&offset=-1', { method: 'DELETE' });
    expect(remove.status).toBe(theirs.status);
    expect(await remove.text()).toBe(theirs.body);
  });
});

describe('different from Electric', () => {
  test('a client may not name a table, a filter or columns', async () => {
    for (const name of ['table', 'where', 'columns', 'params[1]', 'subset__where', 'replica']) {
      const answer = await shape(`scope=me&offset=-1&${encodeURIComponent(name)}=x`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({ message: 'Invalid request', errors: { [name]: ['is not allowed'] } });
    }
  });

  test('no answer may be cached', async () => {
    const at = await caughtUp();
    for (const query of ['scope=me&offset=-1', place(at), `${place(at)}&live=true`, 'scope=me&offset=1_1&handle=x']) {
      const answer = await shape(query);
      await answer.text();
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('a cursor beyond the newest number means lost transactions: refetch instead of an error', async () => {
    const { handle } = await caughtUp();
    const answer = await shape(`scope=me&handle=${handle}&offset=999999999_0`);
    expect(answer.status).toBe(409);
  });

  test('a client that reports its handle as expired must refetch with another handle, because ShapeStream ignores answers with an expired one', async () => {
    const at = await caughtUp();
    for (const live of ['', '&live=true', '&live=true&live_sse=true']) {
      const answer = await shape(`${place(at)}&expired_handle=${at.handle}${live}`);
      expect(answer.status).toBe(409);
      expect(answer.headers.get('electric-handle')).not.toBe(at.handle);
    }
  });

  test('every issued handle is unique', async () => {
    const handles = new Set<string | null>();
    for (let time = 0; time < 5; time += 1) {
      handles.add((await caughtUp()).handle);
      handles.add((await shape('scope=me&offset=0_0&handle=123-456')).headers.get('electric-handle'));
    }
    expect(handles.size).toBe(10);
  });

  test('offset=now follows new changes without earlier rows', async () => {
    const now = await shape('scope=me&offset=now');
    expect(((await now.json()) as Message[]).map(({ headers }) => headers['control'])).toEqual(['up-to-date']);
    await change();
    const next = await shape(
      `scope=me&offset=${now.headers.get('electric-offset')}&handle=${now.headers.get('electric-handle')}`,
    );
    const tables = ((await next.json()) as Message[]).flatMap(({ value }) => (value ? [value['tbl']] : []));
    expect(tables).toContain('inbox_items');
    expect(tables).not.toContain('users');
  });
});
