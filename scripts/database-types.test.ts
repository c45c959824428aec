// How a column of the catalog becomes a TypeScript type.
import { describe, expect, it } from 'vitest';
import { databaseTypes, type CatalogColumn } from './database-types.ts';

const column = (facts: Partial<CatalogColumn>): CatalogColumn => ({
  schema: 'public',
  table: 'things',
  column: 'it',
  type: 'text',
  nullable: false,
  default: null,
  identity: false,
  checks: [],
  ...facts,
});

const typeOf = (facts: Partial<CatalogColumn>) =>
  /interface ThingsTable \{\s*it: (.*);/.exec(databaseTypes([column(facts)]))?.[1];

describe('the type of a column', () => {
  it('is what both drivers read', () => {
    expect(typeOf({ type: 'uuid' })).toBe('string');
    expect(typeOf({ type: 'bigint' })).toBe('number');
    expect(typeOf({ type: 'date' })).toBe('string');
    expect(typeOf({ type: 'text[]' })).toBe('string[]');
    expect(typeOf({ type: 'bytea' })).toBe('Uint8Array');
    expect(typeOf({ type: 'integer', nullable: true })).toBe('number | null');
    expect(typeOf({ type: 'timestamp with time zone', nullable: true })).toBe('Nullable<Timestamp>');
  });

  it('is a union of the values of its CHECK', () => {
    const checks = [`CHECK ((it = ANY (ARRAY['a'::text, 'it''s'::text])))`];
    expect(typeOf({ checks })).toBe(`'a' | 'it\\'s'`);
    expect(typeOf({ checks: ['CHECK ((length(it) > 0))'] })).toBe('string');
  });

  it('may be left out on insert where the default is a constant', () => {
    expect(typeOf({ default: `'x'::text` })).toBe('Generated<string>');
    expect(typeOf({ type: 'jsonb', default: `'{}'::jsonb` })).toBe('Defaulted<Json>');
  });

  it('must be given where the default reads the clock or is random, for commands do neither', () => {
    expect(typeOf({ type: 'uuid', default: 'gen_random_uuid()' })).toBe('string');
    expect(typeOf({ type: 'timestamp with time zone', default: 'now()' })).toBe('Timestamp');
  });

  it('that is not known stops the generator', () => {
    expect(() => typeOf({ type: 'money' })).toThrow(/things.it has the type money/);
  });
});
