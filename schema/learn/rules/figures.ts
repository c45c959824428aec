// Figures of a lesson as data. The text refers to one by a line `{{name}}`; src/modules/learn/ui/figures draws and plays it.
import type { Sound } from './sounds.ts';

export interface Playable {
  label: string;
  sound: Sound;
}

export interface Axis {
  label: string;
  /** After each number in the table; empty for a plain number. */
  unit: string;
  isLog?: boolean;
}

export interface Series {
  label: string;
  /** x and y. */
  points: readonly (readonly [number, number])[];
}

export type Figure =
  /** Sounds to compare. */
  | { kind: 'sounds'; caption: string; sounds: readonly Playable[] }
  /** Lines over an axis. `sounds`: what the lines sound like. */
  | { kind: 'curves'; caption: string; x: Axis; y: Axis; series: readonly Series[]; sounds?: readonly Playable[] }
  | {
      kind: 'bars';
      caption: string;
      x: string;
      y: Axis;
      bars: readonly { label: string; value: number }[];
      sounds?: readonly Playable[];
    }
  /** A rhythm as a grid, which is also played. */
  | { kind: 'grid'; caption: string; sound: Extract<Sound, { kind: 'pattern' }>; stepsPerBeat: number };

export type Figures = Readonly<Record<string, Figure>>;

const FIGURE_LINE = /^\{\{([a-z][a-z0-9-]*)\}\}$/;

export type TextPart = { kind: 'text'; text: string } | { kind: 'figure'; name: string };

/** A lesson's text, cut where it refers to figures. */
export function textParts(markdown: string): TextPart[] {
  const parts: TextPart[] = [];
  let lines: string[] = [];
  const close = () => {
    const text = lines.join('\n').trim();
    if (text !== '') parts.push({ kind: 'text', text });
    lines = [];
  };
  for (const line of markdown.split('\n')) {
    const name = FIGURE_LINE.exec(line.trim())?.[1];
    if (name === undefined) lines.push(line);
    else {
      close();
      parts.push({ kind: 'figure', name });
    }
  }
  close();
  return parts;
}
