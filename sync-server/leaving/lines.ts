// Splits a stream of bytes at \\n, and at nothing else: a row of an archive may contain every other end of a line. Invariant: no more than
// one line is in memory.
import { MAX_ROW_BYTES } from '#schema/leaving/arrival.ts';
import { RequestError } from '../http/wire-errors.ts';
import { refused } from './refused.ts';

const NEWLINE = 10;

/** Lines without their ends. An unpacked body is counted while it comes, so that a small one cannot fill the disk. */
export async function* linesOf(source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<string> {
  let [bytes, held] = [0, 0];
  let parts: Uint8Array[] = [];
  const line = () => {
    const text = Buffer.concat(parts).toString('utf8');
    [parts, held] = [[], 0];
    return text;
  };
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new RequestError('too_large', `The rows of an archive may have ${maxBytes} bytes.`);
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      parts.push(chunk.subarray(from, end));
      from = end + 1;
      yield line();
    }
    const rest = chunk.subarray(from);
    held += rest.length;
    if (held > MAX_ROW_BYTES) throw refused('One of its rows is too long.');
    parts.push(rest);
  }
  const last = line();
  if (last !== '') yield last;
}
