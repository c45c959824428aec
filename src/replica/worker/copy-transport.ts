// Reads a person's rows as one copy (schema/protocol/copy.ts). The first failure ends it; the sync driver decides whether to go
// on from the last place or to read the feed instead.
import { readRefusalText } from '#schema/protocol/answers.ts';
import { PERSON_HEADER } from '#schema/protocol/commands.ts';
import { copyLine, type CopyEvent } from '#schema/protocol/copy.ts';
import type { CopyFailure, CopyTransport } from '../engine/ports.ts';
import { signedOut } from './http-transports.ts';
import { failOnSilence } from './silence.ts';

interface CopyTransportOptions {
  origin: string;
  fetch?: typeof fetch;
  silenceMs?: number;
}

export function copyTransport(options: CopyTransportOptions): CopyTransport {
  const { origin } = options;
  const fetchClient = failOnSilence(options.fetch ?? ((input, init) => fetch(input, init)), options.silenceMs);
  return {
    read(person, from, sink) {
      const stopping = new AbortController();
      const { signal } = stopping;
      const read = async (): Promise<void> => {
        const query = new URLSearchParams(from === null ? {} : { handle: from.handle });
        if (from?.place != null) query.set('after', from.place);
        const answer = await fetchClient(`${origin}/v1/copy?${query}`, {
          headers: { [PERSON_HEADER]: person },
          redirect: 'error',
          cache: 'no-store',
          signal,
        });
        if (!isCopy(answer)) return sink.failed(await answerToFailure(answer));
        let isWhole = false;
        for await (const event of readCopyEvents(answer.body)) {
          if (signal.aborted) return;
          isWhole = event.kind === 'end';
          await sink.event(event);
        }
        if (!isWhole && !signal.aborted) sink.failed({ kind: 'network' });
      };
      read().catch(() => {
        if (signal.aborted) return;
        stopping.abort();
        sink.failed({ kind: 'network' });
      });
      return () => stopping.abort();
    },
  };
}

type CopyAnswer = Response & { body: ReadableStream<Uint8Array> };

const isCopy = (answer: Response): answer is CopyAnswer =>
  answer.status === 200 && answer.body !== null && answer.headers.get('content-type') === 'application/x-cadence-copy';

/** An answer of another form comes from an older server or an intermediary. The feed then tells more. */
async function answerToFailure(answer: Response): Promise<CopyFailure> {
  if (answer.status === 429 || answer.status >= 500) return { kind: 'network' };
  const refusal = answer.status === 401 ? readRefusalText(await answer.text()) : null;
  return refusal === null ? { kind: 'unavailable' } : signedOut(refusal.error.code);
}

const NEWLINE = 10;

/** Throws when the bytes are not a copy, or end within a line or its rows. */
export async function* readCopyEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<CopyEvent, void, undefined> {
  const bytes = new ByteReader(body);
  for (let line = await bytes.until(NEWLINE); line !== undefined; line = await bytes.until(NEWLINE)) {
    const parsed = copyLine.parse(JSON.parse(new TextDecoder().decode(line)));
    if (parsed.kind === 'rows') yield { ...parsed, text: await bytes.take(parsed.bytes) };
    else yield parsed;
  }
}

/** Cuts a stream into lines and blocks. */
class ByteReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** The bytes before the next `end`, which is dropped; undefined at the end of the stream. */
  async until(end: number): Promise<Uint8Array | undefined> {
    for (let searched = 0; ;) {
      const at = this.#bytes.indexOf(end, searched);
      if (at >= 0) {
        const found = this.#bytes.subarray(0, at);
        this.#bytes = this.#bytes.subarray(at + 1);
        return found;
      }
      searched = this.#bytes.length;
      const { done, value } = await this.#reader.read();
      if (done && searched === 0) return undefined;
      if (done) throw new Error('the copy ends within a line');
      this.#bytes = joined(this.#bytes, value);
    }
  }

  async take(count: number): Promise<Uint8Array> {
    const parts = [this.#bytes];
    for (let length = this.#bytes.length; length < count;) {
      const { done, value } = await this.#reader.read();
      if (done) throw new Error('the copy ends within its rows');
      parts.push(value);
      length += value.length;
    }
    const all = parts.length === 1 ? this.#bytes : joined(...parts);
    this.#bytes = all.subarray(count);
    return all.subarray(0, count);
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
