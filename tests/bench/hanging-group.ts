// A group for run-group.test.ts. Its argument says how it ends: not at all, by an error, or without a word.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { step } from './progress.ts';
import { reportGroup } from './report-group.ts';

await reportGroup(async () => {
  writeFileSync(join(tmpdir(), 'left-behind'), '');
  // As Postgres and Chromium: a descendant in its own process group.
  const helper = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { detached: true, stdio: 'ignore' });
  step(`started ${helper.pid} in ${tmpdir()}`);
  step(`measuring`);
  if (process.argv[2] === 'throws') throw new Error('the figure is missing');
  if (process.argv[2] === 'exits') process.exit(0);
  for (;;);
});
