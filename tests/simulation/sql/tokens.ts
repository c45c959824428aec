// The tokens of a statement. Supports only the syntax that Kysely and our own texts use.

export interface Token {
  kind: 'word' | 'name' | 'text' | 'number' | 'parameter' | 'sign' | 'end';
  text: string;
}

const TOKEN =
  /\s+|--[^\n]*\n|"((?:[^"]|"")+)"|'((?:[^']|'')*)'|\$(\d+)|(\d+(?:\.\d+)?)|([a-z_][a-z0-9_]*)|(::|@>|<>|!=|<=|>=|\|\||[-+*/%=<>(),.;[\]])/giy;

export function readTokens(sql: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < sql.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(sql);
    if (!match) throw new Error(`the model cannot read: ${sql.slice(at, at + 40)}`);
    const [, name, text, parameter, number, word, sign] = match;
    if (name !== undefined) tokens.push({ kind: 'name', text: name.replaceAll('""', '"') });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll("''", "'") });
    else if (parameter !== undefined) tokens.push({ kind: 'parameter', text: parameter });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase() });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

export class Reader {
  readonly sql: string;
  readonly #tokens: Token[];
  #at = 0;

  constructor(sql: string) {
    this.sql = sql;
    this.#tokens = readTokens(sql);
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  peek(ahead: number): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', text: '' };
  }

  take(): Token {
    const token = this.next;
    this.#at += 1;
    return token;
  }

  is(...texts: string[]): boolean {
    return texts.every((text, ahead) => {
      const token = this.peek(ahead);
      return token.text === text && (token.kind === 'word' || token.kind === 'sign');
    });
  }

  /** Consumes the words if they come next. */
  skip(...texts: string[]): boolean {
    if (!this.is(...texts)) return false;
    this.#at += texts.length;
    return true;
  }

  expect(...texts: string[]): void {
    if (!this.skip(...texts)) throw this.unexpected(texts.join(' '));
  }

  name(): string {
    const token = this.take();
    if (token.kind !== 'name' && token.kind !== 'word') throw this.unexpected('a name');
    return token.text;
  }

  list<T>(one: () => T): T[] {
    const items = [one()];
    while (this.skip(',')) items.push(one());
    return items;
  }

  unexpected(wanted: string): Error {
    return new Error(`the model expected ${wanted} before "${this.next.text}" in: ${this.sql}`);
  }
}
