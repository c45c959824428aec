// Splits the text of a JSON list into the texts of its elements while it is read. A row stays text, so that no big number loses a digit.
import { FileProblem } from '#schema/files/problem.ts';

const [QUOTE, BACKSLASH, COMMA] = ['"', '\\', ','].map((c) => c.charCodeAt(0));
const OPENS = new Set(['[', '{'].map((c) => c.charCodeAt(0)));
const CLOSES = new Set([']', '}'].map((c) => c.charCodeAt(0)));

/** Whether an element is JSON is for the caller to see. Throws a FileProblem for what is no list. */
export async function* listTexts(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const scan = new ListScan();
  for await (const part of parts) yield* scan.push(decode(decoder, part, true));
  yield* scan.push(decode(decoder, new Uint8Array(), false));
  if (!scan.isOver) throw new FileProblem('The list ends too early.');
}

function decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new FileProblem('The text is not UTF-8.');
  }
}

class ListScan {
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Of the element that has begun, from parts before this one. */
  #held = '';
  isOver = false;

  *push(text: string): Generator<string> {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === BACKSLASH) this.#isEscaped = true;
        else if (code === QUOTE) this.#isInString = false;
      } else if (code === QUOTE) this.#isInString = true;
      else if (OPENS.has(code)) {
        this.#depth += 1;
        if (this.#depth === 1) from = at + 1;
      } else if (CLOSES.has(code) || (code === COMMA && this.#depth === 1)) {
        if (code !== COMMA) this.#depth -= 1;
        if (this.#depth > (code === COMMA ? 1 : 0)) continue;
        const element = (this.#held + text.slice(from, at)).trim();
        [this.#held, from] = ['', at + 1];
        if (element !== '') yield element;
        if (this.#depth === 0) this.isOver = true;
      }
    }
    if (this.#depth > 0) this.#held += text.slice(from);
  }
}
