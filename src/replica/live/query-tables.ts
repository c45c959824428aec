// The tables a compiled Kysely query reads, from its syntax tree: what a live query waits for. Naming a table too many
// costs a re-run; missing one would show old rows, so raw SQL gives every word in it.

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
