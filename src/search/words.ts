// Words as the search compares them, with their positions in a text. The replica's index folds words in the same way
// (replica.search_fold in schema/search/index-sql.ts).

export interface PlacedWord {
  /** Folded: lower case, without accents and without the strokes of letters like ø and ł. */
  word: string;
  start: number;
  end: number;
}

const LETTERS: Readonly<Record<string, string>> = {
  ...{ ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ŧ: 't', ı: 'i', ς: 'σ' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
};

/** Chinese and Japanese have no spaces, so each character counts as a word. */
const WORD = /[\u3041-\u30ff\u3400-\u9fff]|[^\p{P}\p{S}\p{Z}\p{Cc}\u3041-\u30ff\u3400-\u9fff]+/gu;

export const foldWord = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[øđðłħŧıςßæœþ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');

export const placedWords = (text: string): PlacedWord[] =>
  [...text.matchAll(WORD)].map(([word], at, all) => {
    const start = all[at]?.index ?? 0;
    return { word: foldWord(word), start, end: start + word.length };
  });

export const wordsOf = (text: string): string[] => placedWords(text).map(({ word }) => word);
