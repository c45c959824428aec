// The tables that a compiled Kysely query reads, from its syntax tree: a live query runs again when one of them is written. A
// table too many costs an extra run; a missing one would show stale rows, so every word of raw SQL counts as a table.

export function queryTables(node: unknown): string[] {
  const tables = new Set<string>();
  collect(node, tables);
  return [...tables];
}

function collect(node: unknown, tables: Set<string>): void {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, tables);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { kind } = node as { kind?: unknown };
  if (kind === 'SchemableIdentifierNode') {
    const { schema, identifier } = node as { schema?: { name: string }; identifier: { name: string } };
    tables.add(schema && schema.name !== 'public' ? `${schema.name}.${identifier.name}` : identifier.name);
    return;
  }
  if (kind === 'RawNode') {
    const { sqlFragments } = node as { sqlFragments: readonly string[] };
    for (const [word] of sqlFragments.join(' ').matchAll(/[a-z_][a-z0-9_.]*/g)) tables.add(word);
  }
  for (const child of Object.values(node)) collect(child, tables);
}
