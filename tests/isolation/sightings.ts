// Collects everything that a server sent to a person, and searches it for forbidden texts.
import { expect } from 'vitest';

export class Sightings {
  readonly #said: { where: string; text: string }[] = [];

  get count(): number {
    return this.#said.length;
  }

  note(where: string, text: string): void {
    this.#said.push({ where, text });
  }

  /** Reads the body's text and records it with the status and the headers. */
  async read(where: string, answer: Response): Promise<string> {
    const body = await answer.text();
    this.note(where, `${answer.status} ${JSON.stringify([...answer.headers])}\n${body}`);
    return body;
  }

  expectNone(needles: readonly string[]): void {
    for (const { where, text } of this.#said) {
      const found = needles.filter((needle) => text.includes(needle));
      if (found.length > 0) expect.fail(`${where} said ${found.join(', ')}: ${excerpt(text, found[0] ?? '')}`);
    }
  }
}

const excerpt = (text: string, needle: string): string => {
  const at = text.indexOf(needle);
  return text.slice(Math.max(0, at - 200), at + needle.length + 200);
};
