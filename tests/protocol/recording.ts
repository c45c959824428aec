// Raw answers of a real Electric 1.7.12, recorded with curl.
import { readFile } from 'node:fs/promises';

export interface Recording {
  status: number;
  headers: Map<string, string>;
  body: string;
}

export async function readRecording(name: string): Promise<Recording> {
  const text = (await readFile(new URL(`recorded/${name}.http`, import.meta.url), 'utf8')).replaceAll('\r', '');
  const start = text.indexOf('HTTP/1.1');
  const blank = text.indexOf('\n\n', start);
  const [statusLine = '', ...lines] = text.slice(start, blank).split('\n');
  const body = text
    .slice(blank + 2)
    .replace(/\n### curl exit [\s\S]*$/, '')
    .replace(/\ncurl: \(28\)[^\n]*\n?$/, '');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    ),
    body,
  };
}

/** Names of the protocol's own headers, sorted, without the server's name. */
export const protocolHeaders = (names: Iterable<string>): string[] =>
  [...names].filter((name) => name.startsWith('electric-') && name !== 'electric-server').sort();
