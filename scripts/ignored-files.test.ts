// A file that a test reads but Git ignores would exist only on the machine that created it.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('Git ignores no file in the folders of the source', () => {
  const args = [
    'ls-files',
    '--others',
    '--ignored',
    '--exclude-standard',
    '--',
    'schema',
    'src',
    'sync-server',
    'tests',
    'scripts',
  ];
  const ignored = execFileSync('git', args, { cwd: new URL('..', import.meta.url), encoding: 'utf8' });
  expect(ignored.split('\n').filter((path) => path !== '' && !path.startsWith('tests/artifacts/'))).toEqual([]);
});
