// The TypeScript type of a column in the catalogue.
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
  it('is the type that both drivers return', () => {
    expect(typeOf({ type: 'uuid' })).toBe('string');
    expect(typeOf({ type: 'bigint' })).toBe('number');
    expect(typeOf({ type: 'date' })).toBe('string');
    expect(typeOf({ type: 'text[]' })).toBe('string[]');
    expect(typeOf({ type: 'bytea' })).toBe('Uint8Array');
    expect(typeOf({ type: 'integer', nullable: true })).toBe('number | null');
    expect(typeOf({ type: 'timestamp with time zone', nullable: true })).toBe('Nullable<Timestamp>');
  });

  it('is a union of the values in its CHECK', () => {
    const checks = [`CHECK ((it = ANY (ARRAY['a'::text, 'it''s'::text])))`];
    expect(typeOf({ checks })).toBe(`'a' | 'it\\'s'`);
    expect(typeOf({ checks: ['CHECK ((length(it) > 0))'] })).toBe('string');
  });

  it('is optional on insert when the default is a constant', () => {
    expect(typeOf({ default: `'x'::text` })).toBe('Generated<string>');
    expect(typeOf({ type: 'jsonb', default: `'{}'::jsonb` })).toBe('Defaulted<Json>');
  });

  it('is required on insert when the default reads the clock or is random, because commands must be deterministic', () => {
    expect(typeOf({ type: 'uuid', default: 'gen_random_uuid()' })).toBe('string');
    expect(typeOf({ type: 'timestamp with time zone', default: 'now()' })).toBe('Timestamp');
  });

  it('is an error when the column type is unknown', () => {
    expect(() => typeOf({ type: 'money' })).toThrow(/things.it has the type money/);
  });
});
