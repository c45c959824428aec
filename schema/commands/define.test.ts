import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCommand, ok, parseArgs } from './define.ts';

const anything = defineCommand('test.anything', { args: z.json(), apply: () => Promise.resolve(ok()) });
const parsed = (args: unknown) => parseArgs(anything, args).data;

describe('the arguments of a command', () => {
  it('lose what no database keeps of a text, wherever it stands', () => {
    expect(parsed({ a: ['x\0y', { '\0k': '\ud800' }], b: 'half \udc00' })).toEqual({
      a: ['xy', { k: '\ufffd' }],
      b: 'half \ufffd',
    });
  });

  it('keep whole pairs, marks and everything else', () => {
    const args = { emoji: '👩‍👩‍👧‍👦', zalgo: 'z\u0351\u036b', control: '\u0001\u007f', list: [1, null, true, ['']] };
    expect(parsed(args)).toEqual(args);
  });
});
