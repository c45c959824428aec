// Who is shown which page of the administration. The server decides who reads it.
import { expect, test } from 'vitest';
import { adminModule } from './module.ts';
import { mayOpen } from './open-pages.ts';

const paths = adminModule.rooms.map(({ to }) => to);
const opened = (...entitlements: string[]) => paths.filter((path) => mayOpen(path, new Set(entitlements)));

test('without a right no page is shown', () => {
  expect(opened()).toEqual([]);
  expect(opened('people.read.all', '')).toEqual([]);
});

test('every page has a right of its own', () => {
  expect(opened('people.read')).toEqual(['/admin']);
  expect(opened('people.admit')).toEqual(['/admin/approvals']);
  expect(opened('roles.read')).toEqual(['/admin/roles']);
  expect(opened('audit.read')).toEqual(['/admin/audit']);
  expect(opened('feedback.read')).toEqual(['/admin/feedback']);
  expect(opened('flags.edit')).toEqual(['/admin/flags']);
  expect(opened('content.edit')).toEqual(['/admin/introductions', '/admin/content']);
  expect(opened('server.read')).toEqual(['/admin/server']);
  const all = [
    'people.read',
    'people.admit',
    'roles.read',
    'audit.read',
    'feedback.read',
    'flags.edit',
    'content.edit',
    'server.read',
  ];
  expect(opened(...all)).toEqual(paths);
});

test('a page without a named right is nobody’s', () => {
  expect(mayOpen('/admin/unknown', new Set(['people.read']))).toBe(false);
});
