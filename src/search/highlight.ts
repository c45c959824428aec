// Marks the matches of a search in a text, and cuts the snippet of a long text that shows them.
import { allowedErrors, editDistance } from '#schema/search/rules.ts';
import { foldWord, placedWords, wordsOf, type PlacedWord } from './words.ts';

export interface TextPart {
  text: string;
  isFound: boolean;
}

interface Span {
  start: number;
  end: number;
}

const SNIPPET_CHARACTERS = 140;
/** Characters of the snippet before the match. */
const LEAD_CHARACTERS = 40;

/**
 * Splits the text into parts. A typed word marks the beginnings of words, as far as typed; a misspelt one marks whole words.
 */
export function highlight(text: string, typed: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end } of foundSpans(text, typed)) {
    if (start > at) parts.push({ text: text.slice(at, start), isFound: false });
    parts.push({ text: text.slice(start, end), isFound: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isFound: false });
  return parts;
}

/** At most `SNIPPET_CHARACTERS` of the text in one line, around the first match, cut between words. */
export function snippet(text: string, typed: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= SNIPPET_CHARACTERS) return line;
  const found = foundSpans(line, typed)[0]?.start ?? 0;
  const from = found + LEAD_CHARACTERS < SNIPPET_CHARACTERS ? 0 : line.indexOf(' ', found - LEAD_CHARACTERS) + 1;
  const until = line.length - from <= SNIPPET_CHARACTERS ? line.length : line.lastIndexOf(' ', from + SNIPPET_CHARACTERS);
  const piece = line.slice(from, until > from ? until : from + SNIPPET_CHARACTERS);
  return `${from > 0 ? '… ' : ''}${piece}${from + piece.length < line.length ? ' …' : ''}`;
}

function foundSpans(text: string, typed: string): Span[] {
  const words = placedWords(text);
  const typedWords = [...new Set(wordsOf(typed))].toSorted((a, b) => b.length - a.length);
  const byStart = new Map<number, Span>();
  for (const typedWord of typedWords) {
    const begun = words.filter(({ word }) => word.startsWith(typedWord));
    const spans =
      begun.length > 0
        ? begun.map((word) => ({ start: word.start, end: endOfTyped(text, word, typedWord) }))
        : words.filter(({ word }) => isMisspelt(typedWord, word));
    // The longest typed word comes first, so its match wins.
    for (const { start, end } of spans) if (!byStart.has(start)) byStart.set(start, { start, end });
  }
  return [...byStart.values()].toSorted((a, b) => a.start - b.start);
}

/** The end of the typed letters in the text: one letter of the text may fold to two letters, or to none. */
function endOfTyped(text: string, { word, start, end }: PlacedWord, typed: string): number {
  if (word === typed) return end;
  let at = start;
  let folded = '';
  for (const character of text.slice(start, end)) {
    const withNext = foldWord(text.slice(start, at + character.length));
    if (folded.length >= typed.length && withNext.length > folded.length) break;
    at += character.length;
    folded = withNext;
  }
  return at;
}

/** Whether the typed word is a misspelling of a prefix of the word. */
function isMisspelt(typed: string, word: string): boolean {
  const allowed = /\d/.test(typed) ? 0 : allowedErrors(typed.length);
  if (allowed === 0) return false;
  for (let length = typed.length - allowed; length <= typed.length + allowed; length += 1)
    if (length <= word.length && editDistance(typed, word.slice(0, length), allowed) <= allowed) return true;
  return false;
}
