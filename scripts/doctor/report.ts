// The findings as the text that is printed.
import type { Finding, Level } from './checks.ts';

const MARKS: Readonly<Record<Level, string>> = { ok: 'ok     ', warning: 'look   ', error: 'wrong  ' };
const INDENT = MARKS.ok.length + 2;

export function reportOf(findings: readonly Finding[]): { text: string; exitCode: 0 | 1 } {
  const lines = findings.flatMap(({ level, about, what, doThis }) => [
    `${MARKS[level]}  ${about}: ${what}`,
    ...(doThis === undefined ? [] : [`${' '.repeat(INDENT)}Do: ${doThis}`]),
  ]);
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const words =
    errors + warnings === 0
      ? 'Nothing is wrong.'
      : `${counted(errors, 'thing')} wrong, ${counted(warnings, 'thing')} to look at.`;
  return { text: `${lines.join('\n')}\n\n${words}\n`, exitCode: errors > 0 ? 1 : 0 };
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
