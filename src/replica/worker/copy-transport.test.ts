import { describe, expect, it } from 'vitest';
import type { CopyEvent } from '#schema/protocol/copy.ts';
import type { CopyFailure } from '../engine/ports.ts';
import { copyTransport, readCopyEvents } from './copy-transport.ts';

const encoder = new TextEncoder();
const text = 'one\tü\\n\ntwo\t\\N\n';
const bytes = encoder.encode(text).length;
const eventTexts = [
  `{"kind":"begin","offset":"7_0","handle":"h","rows":2}\n`,
  `{"kind":"rows","tbl":"ideas","columns":["id","title"],"rows":2,"bytes":${bytes}}\n${text}`,
  `{"kind":"reached","place":"p"}\n`,
  `{"kind":"end"}\n`,
];
const copy = encoder.encode(eventTexts.join(''));

/** The bytes in pieces of this size, as a network may deliver them. */
function inPieces(all: Uint8Array, size: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < all.length; at += size) controller.enqueue(all.subarray(at, at + size));
      controller.close();
    },
  });
}

async function eventsOf(all: Uint8Array, size: number): Promise<CopyEvent[]> {
  const events: CopyEvent[] = [];
  for await (const event of readCopyEvents(inPieces(all, size))) events.push(event);
  return events;
}

const whole = [
  { kind: 'begin', offset: '7_0', handle: 'h', rows: 2 },
  { kind: 'rows', tbl: 'ideas', columns: ['id', 'title'], rows: 2, bytes, text: encoder.encode(text) },
  { kind: 'reached', place: 'p' },
  { kind: 'end' },
];

describe('reading a copy', () => {
  it.each([1, 2, 7, 64, 100_000])('gives the same events from pieces of %i bytes', async (size) => {
    const events = await eventsOf(copy, size);
    expect(events).toEqual(whole);
  });

  it('fails when the bytes end within a line or its rows', async () => {
    const ends = new Set(eventTexts.map((_text, at) => encoder.encode(eventTexts.slice(0, at + 1).join('')).length));
    for (let end = 1; end < copy.length; end += 1) {
      if (!ends.has(end)) await expect(eventsOf(copy.subarray(0, end), 50)).rejects.toThrow(/ends within/);
    }
  });

  it('fails on lines of another form', async () => {
    await expect(eventsOf(encoder.encode('<!doctype html>\n'), 50)).rejects.toThrow(/JSON/);
    await expect(eventsOf(encoder.encode('{"kind":"tomorrow"}\n'), 50)).rejects.toThrow(/kind/);
  });
});

const copyHeaders = { 'content-type': 'application/x-cadence-copy' };

/** What a transport tells about this answer. */
function told(answer: Response | Error): Promise<{ events: CopyEvent[]; failure: CopyFailure | undefined; url: string }> {
  return new Promise((resolve) => {
    const events: CopyEvent[] = [];
    let url = '';
    const transport = copyTransport({
      origin: 'https://cadence.test',
      fetch: (input) => {
        url = String(input instanceof Request ? input.url : input);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    });
    transport.read(
      'ana',
      { handle: 'a+b', place: 'p 1' },
      {
        event: async (event) => {
          events.push(event);
          if (event.kind === 'end') resolve({ events, failure: undefined, url });
        },
        failed: (failure) => resolve({ events, failure, url }),
      },
    );
  });
}

describe('a copy over HTTP', () => {
  it('goes on from a position and ends', async () => {
    const { events, failure, url } = await told(new Response(copy, { headers: copyHeaders }));
    expect(events).toEqual(whole);
    expect(failure).toBeUndefined();
    expect(url).toBe('https://cadence.test/v1/copy?handle=a%2Bb&after=p+1');
  });

  const refusal = (code: string) => JSON.stringify({ message: 'no', error: { code, message: 'no' } });
  it.each([
    ['no network', new TypeError('offline'), { kind: 'network' }],
    ['a stream without its end', new Response(copy.subarray(0, -15), { headers: copyHeaders }), { kind: 'network' }],
    ['a broken stream', new Response(copy.subarray(0, -5), { headers: copyHeaders }), { kind: 'network' }],
    ['a busy server', new Response('later', { status: 503 }), { kind: 'network' }],
    ['an ended session', new Response(refusal('signed_out'), { status: 401 }), { kind: 'signed-out' }],
    ['a removed device', new Response(refusal('device_removed'), { status: 401 }), { kind: 'signed-out', isRemoved: true }],
    ['an older server', new Response('not found', { status: 404 }), { kind: 'unavailable' }],
    ['an older server that answers with its page', new Response('<!doctype html>'), { kind: 'unavailable' }],
    ['an intermediary that asks for a password', new Response('sign in', { status: 401 }), { kind: 'unavailable' }],
  ] as [string, Response | Error, CopyFailure][])('%s', async (_title, answer, expected) => {
    expect((await told(answer)).failure).toEqual(expected);
  });
});
