// `npm run doctor [-- FILE]`: says in words what is wrong with the settings in the environment, or in a file with lines NAME=value,
// and what to do. Exit code 1 when something is wrong. Prints no secrets and changes nothing.
import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { examine } from './doctor/examine.ts';
import { reportOf } from './doctor/report.ts';

const [file] = process.argv.slice(2);
try {
  const source = file ? { ...process.env, ...parseEnv(await readFile(file, 'utf8')) } : process.env;
  const { text, exitCode } = reportOf(await examine(source));
  process.stdout.write(text);
  // A probe that was given up may still hold the process.
  process.exit(exitCode);
} catch (error) {
  process.stderr.write(`The doctor could not examine this server. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
