// The CPU time of another program, as the shell counts it for its children.
import { spawnSync } from 'node:child_process';

/** User and system time of one run, in seconds. */
export function childCpuSeconds(command: readonly string[]): number {
  const { stdout } = spawnSync('sh', ['-c', '"$@" >/dev/null 2>&1; times', 'sh', ...command], { encoding: 'utf8' });
  // The second line is that of the children: “0m1.20s 0m0.08s”.
  const children = stdout.trim().split('\n')[1] ?? '';
  const times = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => 60 * Number(minutes) + Number(seconds));
  if (times.length !== 2) throw new Error(`the shell did not say how much time ${command[0] ?? ''} took`);
  return times.reduce((sum, time) => sum + time, 0);
}
