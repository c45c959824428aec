// Shipped commands stay readable for years, because an old app or an outbox that was offline for months still sends them.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { argsSchema, type ShippedCommands } from './args-schema.ts';
import { allCommands, commandsByDomain, commandsByName } from '../commands.ts';
import { upgradeCommand } from './read.ts';

const shipped: ShippedCommands = Object.assign(
  {},
  ...Object.keys(commandsByDomain).map((domain): unknown =>
    JSON.parse(readFileSync(new URL(`../${domain}/shipped.json`, import.meta.url), 'utf8')),
  ),
);

const ADVICE = `A shipped version never changes: raise the command's version, add its upgrade step, and run npm run generate:commands.`;

test.each(allCommands)('the arguments of $name are those shipped with its version', (definition) => {
  const { name, version } = definition;
  expect(argsSchema(definition), ADVICE).toEqual(shipped[name]?.[version]);
});

const versions = Object.entries(shipped).flatMap(([name, byVersion]) =>
  Object.keys(byVersion).map((version) => ({ name, version: Number(version) })),
);

test.each(versions)('$name of version $version is still readable', ({ name, version }) => {
  const read = upgradeCommand(commandsByName, { name, version, args: {} });
  const isUnreadable = !read.ok && (read.error.code === 'unknown_command' || read.error.code === 'unsupported_version');
  expect(isUnreadable, `There is no way from version ${version} of ${name} to a command of today.`).toBe(false);
});
