import pg from 'pg';
import { expect, test } from 'vitest';
import { errorFields } from './log.ts';

const databaseError = (code: string, message: string) =>
  Object.assign(new pg.DatabaseError(message, 0, 'error'), { code, detail: 'Key (email)=(ada@example.org) exists.' });

test('an error of the database is logged without the values of its row', () => {
  const unique = errorFields(databaseError('23505', 'duplicate key value violates unique constraint "users_email_key"'));
  expect(JSON.stringify(unique)).not.toContain('ada@example.org');
  expect(unique['error']).toContain('users_email_key');
});

test('a value that the database could not read is left out of message and stack', () => {
  const fields = errorFields(databaseError('22P02', 'invalid input syntax for type uuid: "ada "and" friends"'));
  expect(fields['error']).toBe('invalid input syntax for type uuid: …');
  expect(JSON.stringify(fields)).not.toContain('ada');
  expect(fields['stack']).toMatch(/\n\s+at /);
});
