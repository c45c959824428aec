import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failOnSilence } from './silence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const text = (words: string) => new TextEncoder().encode(words);

/** A server whose answer the test writes in pieces; it behaves like `fetch` when the request is aborted. */
function answering() {
  let body!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (body = controller) });
  const client: typeof fetch = async (_input, init) => {
    init?.signal?.addEventListener('abort', () => body.error(init.signal?.reason));
    return new Response(stream, { status: 200, headers: { 'content-type': 'text/event-stream' } });
  };
  return { client, say: (words: string) => body.enqueue(text(words)), end: () => body.close() };
}

const neverAnswers: typeof fetch = (_input, init) =>
  new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)));

test('a request that is never answered fails', async () => {
  const asked = failOnSilence(neverAnswers, 1_000)('http://x/');
  await Promise.all([expect(asked).rejects.toThrow('silent'), vi.advanceTimersByTimeAsync(1_000)]);
});

test('an event stream on a dead connection fails, so that another one is opened', async () => {
  const { client, say } = answering();
  const answer = await failOnSilence(client, 1_000)('http://x/');
  const reader = answer.body!.getReader();
  say('one');
  expect((await reader.read()).value).toEqual(text('one'));
  await vi.advanceTimersByTimeAsync(900);
  say('two');
  expect((await reader.read()).value).toEqual(text('two'));
  await Promise.all([expect(reader.read()).rejects.toThrow('silent'), vi.advanceTimersByTimeAsync(1_000)]);
});

test('an answer keeps its status, headers and text, however slow it is', async () => {
  const { client, say, end } = answering();
  const answer = await failOnSilence(client, 1_000)('http://x/');
  const words = answer.text();
  for (const word of ['a', 'b', 'c']) {
    await vi.advanceTimersByTimeAsync(900);
    say(word);
  }
  end();
  expect(await words).toBe('abc');
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  await vi.advanceTimersByTimeAsync(10_000);
});

test('the caller can still abort, with its own reason', async () => {
  const stopping = new AbortController();
  const asked = failOnSilence(neverAnswers, 1_000)('http://x/', { signal: stopping.signal });
  stopping.abort(new Error('not wanted any more'));
  await expect(asked).rejects.toThrow('not wanted any more');
});
