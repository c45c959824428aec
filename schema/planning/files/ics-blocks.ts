// The components of a calendar file as text: lines unfolded (RFC 5545, 3.1), and mended where many apps write them wrong.
import type { RowError } from '../../files/format.ts';

export interface Block {
  /** The line on which the component begins, from 1. */
  line: number;
  name: string;
  text: string;
  /** The rules of an event as they stand in the file: ical.js refuses or shortens those of RFC 7529. */
  rules: string[];
}

/** The components of the file as text, each with the components inside it; properties of the calendar itself by name. */
export function blocksOf(text: string): { blocks: Block[]; properties: Map<string, string>; broken: RowError[] } {
  const blocks: Block[] = [];
  const broken: RowError[] = [];
  const properties = new Map<string, string>();
  let open: { line: number; name: string; depth: number; lines: string[]; rules: string[] } | null = null;
  for (const { line, content } of unfolded(text)) {
    const begin = /^BEGIN:(.+)$/i.exec(content)?.[1]?.trim().toUpperCase();
    const end = /^END:(.+)$/i.exec(content)?.[1]?.trim().toUpperCase();
    if (begin === 'VCALENDAR' || end === 'VCALENDAR') {
      if (open) broken.push({ line: open.line, text: `${open.name} does not end.` });
      open = null;
      continue;
    }
    if (!open && begin !== undefined) open = { line, name: begin, depth: 0, lines: [], rules: [] };
    if (!open) {
      const [, name = '', value = ''] = /^([^:;]+)[^:]*:(.*)$/.exec(content) ?? [];
      properties.set(name.toUpperCase(), value);
      continue;
    }
    takeLine(open, content);
    if (begin !== undefined) open.depth += 1;
    if (end !== undefined) open.depth -= 1;
    if (open.depth > 0) continue;
    blocks.push({ line: open.line, name: open.name, text: open.lines.join('\r\n'), rules: open.rules });
    open = null;
  }
  if (open) broken.push({ line: open.line, text: `${open.name} does not end.` });
  return { blocks, properties, broken };
}

function takeLine({ depth, lines, rules }: { depth: number; lines: string[]; rules: string[] }, content: string): void {
  const rule = depth === 1 ? /^RRULE[^:]*:(.*)$/i.exec(content)?.[1] : undefined;
  if (rule !== undefined) rules.push(rule);
  else if (/^[A-Za-z0-9-]+[;:]/.test(content)) lines.push(withValueType(content));
}

/** Folded lines go on with a space or a tab (3.1). */
function unfolded(text: string): { line: number; content: string }[] {
  const lines: { line: number; content: string }[] = [];
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(raw) && last) last.content += raw.slice(1);
    else if (raw.trim() !== '') lines.push({ line: at + 1, content: raw });
  }
  return lines;
}

/** Many apps write a date without saying that it is none of a time, or say so of a time. */
function withValueType(line: string): string {
  // A text is one, whatever its VALUE says.
  if (/^(SUMMARY|DESCRIPTION|LOCATION);/i.test(line)) return line.replace(/;VALUE=("[^"]*"|[^;:]*)/i, '');
  const found = /^(DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID)((?:;[^:;"]*|;[^:;]*"[^"]*")*):(.*)$/i.exec(line);
  if (!found) return line;
  const [, name = '', parameters = '', value = ''] = found;
  const isDate = /^\s*\d{8}(\s*,\s*\d{8})*\s*$/.test(value);
  const isTime = /^\s*\d{8}T\d{6}/.test(value);
  const others = parameters.replace(/;VALUE=[^;:]*/i, '');
  const rest = isDate ? others.replace(/;TZID=("[^"]*"|[^;:]*)/i, '') : others;
  if (isDate) return `${name}${rest};VALUE=DATE:${value.replaceAll(/\s/g, '')}`;
  return isTime && /;VALUE=DATE(?!-)/i.test(parameters) ? `${name}${others}:${value}` : line;
}
