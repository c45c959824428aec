import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand, ok, type CommandDefinition } from './define.ts';
import { readCommand, registerCommands, upgradeCommand } from './read.ts';

const rename = defineCommand('books.rename', {
  version: 3,
  formerNames: ['shelf.rename'],
  upgrade: {
    1: ({ id, title }) => ({ id, name: title }),
    2: ({ id, name }) => ({ id, name: (name as string).trim(), language: null }),
  },
  args: z.object({ id: z.string(), name: z.string().min(1), language: z.string().nullable() }),
  apply: async () => ok(),
});
const registry = registerCommands([rename as unknown as CommandDefinition]);
const read = (version: number, args: unknown, name = 'books.rename') => readCommand(registry, { name, version, args });

test('a command of any older version is upgraded to the newest, step by step', () => {
  const newest = { ok: true, definition: rename, args: { id: 'a', name: 'Emma', language: null } };
  expect(read(1, { id: 'a', title: ' Emma ' })).toEqual(newest);
  expect(read(2, { id: 'a', name: ' Emma ' })).toEqual(newest);
  expect(read(3, { id: 'a', name: 'Emma', language: null })).toEqual(newest);
});

test('a command is found under its former names', () => {
  expect(read(1, { id: 'a', title: 'Emma' }, 'shelf.rename')).toMatchObject({ ok: true, definition: rename });
});

test('a version newer than this app, and a name that no command has, are unknown commands', () => {
  expect(read(4, {})).toEqual({ ok: false, error: { code: 'unknown_command', detail: 'books.rename' } });
  expect(read(1, {}, 'books.burn')).toEqual({ ok: false, error: { code: 'unknown_command', detail: 'books.burn' } });
});

test('a version without a step to the next one is refused as too old', () => {
  expect(read(0, { id: 'a' })).toEqual({ ok: false, error: { code: 'unsupported_version', detail: 'books.rename' } });
});

test.each([null, 'text', 7, [], {}, { id: 'a', name: 5 }])(
  'invalid old arguments are refused without an exception: %j',
  (args) => {
    expect(read(2, args)).toMatchObject({ ok: false, error: { code: 'invalid_arguments' } });
  },
);

test('a command that is to be sent again is upgraded without validation', () => {
  expect(upgradeCommand(registry, { name: 'shelf.rename', version: 1, args: { id: 'a', title: '' } })).toEqual({
    ok: true,
    definition: rename,
    args: { id: 'a', name: '', language: null },
  });
});

test('two commands cannot have the same name', () => {
  const other = { ...rename, name: 'shelf.rename', formerNames: [] } as unknown as CommandDefinition;
  expect(() => registerCommands([rename as unknown as CommandDefinition, other])).toThrow('shelf.rename');
});
