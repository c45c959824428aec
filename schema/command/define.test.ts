import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCommand, ok, parseArgs } from './define.ts';

const anything = defineCommand('test.anything', { args: z.json(), apply: () => Promise.resolve(ok()) });
const parsed = (args: unknown) => parseArgs(anything, args).data;

describe('a command’s arguments', () => {
  it('lose NUL and unpaired surrogates in every text, because no database stores them', () => {
    expect(parsed({ a: ['x\0y', { '\0k': '\ud800' }], b: 'half \udc00' })).toEqual({
      a: ['xy', { k: '\ufffd' }],
      b: 'half \ufffd',
    });
  });

  it('keep surrogate pairs, combining marks and all other text', () => {
    const args = { emoji: '👩‍👩‍👧‍👦', zalgo: 'z\u0351\u036b', control: '\u0001\u007f', list: [1, null, true, ['']] };
    expect(parsed(args)).toEqual(args);
  });
});
