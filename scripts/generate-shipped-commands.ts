// `npm run generate:commands`: adds today's commands and versions to each domain's list of shipped ones. Existing entries are
// never changed, because apps with those versions exist.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { argsSchema, type ShippedCommands } from '#schema/command/args-schema.ts';
import { commandsByDomain } from '#schema/commands.ts';

const added: string[] = [];
for (const [domain, definitions] of Object.entries(commandsByDomain)) {
  const file = new URL(`../schema/${domain}/shipped.json`, import.meta.url);
  const shipped: ShippedCommands = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ShippedCommands) : {};
  for (const definition of definitions) {
    const byVersion = (shipped[definition.name] ??= {});
    if (byVersion[definition.version]) continue;
    byVersion[definition.version] = argsSchema(definition);
    added.push(`${definition.name} ${definition.version}`);
  }
  writeFileSync(file, shippedToText(shipped));
}
process.stdout.write(added.length === 0 ? 'no new commands or versions\n' : `added ${added.join(', ')}\n`);

/** One line per version, so that diffs of the list are readable. */
function shippedToText(commands: ShippedCommands): string {
  const names = Object.entries(commands).sort(([a], [b]) => (a < b ? -1 : 1));
  const blocks = names.map(([name, byVersion]) => {
    const versions = Object.entries(byVersion).map(([version, schema]) => `    "${version}": ${JSON.stringify(schema)}`);
    return `  "${name}": {\n${versions.join(',\n')}\n  }`;
  });
  return `{\n${blocks.join(',\n')}\n}\n`;
}
