// The sounds that drills work on when the person gives none: short grooves with the whole spectrum, of the app's own instruments.
import { midiToHz, type Sound } from '#schema/learn/rules/sounds.ts';
import { renderSound, type Rendered } from '../sound/render.ts';
import { pick, type Random } from './random.ts';
import type { Material } from './question.ts';
import { withFadedEdges } from '../sound/process.ts';

interface Groove {
  stepsPerMinute: number;
  kick: string;
  snare: string;
  hat: string;
  /** MIDI numbers on the steps; 0 is a rest. */
  bass: readonly number[];
  chord: readonly number[];
}

const GROOVES: readonly Groove[] = [
  {
    stepsPerMinute: 400,
    kick: 'X...x.x.X..x....',
    snare: '....X.......X...',
    hat: 'x.x.x.x.x.x.x.xx',
    bass: [36, 0, 36, 0, 0, 39, 0, 41, 43, 0, 43, 0, 0, 41, 39, 0],
    chord: [60, 63, 67, 70],
  },
  {
    stepsPerMinute: 440,
    kick: 'X..x..X.X..x..X.',
    snare: '....x..x....X..x',
    hat: 'xxx.xxx.xxx.xxx.',
    bass: [33, 0, 0, 33, 0, 0, 40, 0, 38, 0, 0, 38, 0, 0, 45, 0],
    chord: [57, 60, 64, 69],
  },
  {
    stepsPerMinute: 360,
    kick: 'X.......X.x.....',
    snare: '....X.......X..x',
    hat: 'x.xxx.x.x.xxx.x.',
    bass: [40, 0, 40, 40, 0, 0, 47, 0, 45, 0, 45, 45, 0, 0, 38, 0],
    chord: [59, 64, 67, 71],
  },
];

function grooveSound({ stepsPerMinute, kick, snare, hat, bass, chord }: Groove): Sound {
  const step = 60 / stepsPerMinute;
  const bassNotes = bass.flatMap((midi, at) =>
    midi === 0 ? [] : [{ hz: midiToHz(midi), at: at * step, seconds: step * 1.6, wave: 'saw' as const, db: -19 }],
  );
  const chordNotes = [0, 6, 10].flatMap((at) =>
    chord.map((midi, voice) => ({
      hz: midiToHz(midi),
      at: at * step,
      seconds: step * 3.5,
      wave: 'saw' as const,
      db: -29,
      pan: voice % 2 === 0 ? -0.7 : 0.7,
    })),
  );
  return {
    kind: 'mix',
    sounds: [
      {
        kind: 'pattern',
        stepsPerMinute,
        voices: [
          { drum: 'kick', steps: kick },
          { drum: 'snare', steps: snare },
          { drum: 'hat', steps: hat },
        ],
      },
      { kind: 'notes', notes: [...bassNotes, ...chordNotes] },
    ],
  };
}

const rendered = (sound: Sound, rate: number): Rendered => withFadedEdges(renderSound(sound, rate), rate);

/** Pink noise, which has as much of every octave, one time in three: with it, an equaliser is heard most clearly. */
export function spectralMaterial(random: Random): NonNullable<Material> {
  const which = pick(random, 3 + GROOVES.length);
  const groove = GROOVES[which];
  if (groove) return (rate) => rendered(grooveSound(groove), rate);
  return (rate) => rendered({ kind: 'noise', color: 'pink', seconds: 2, db: -22 }, rate);
}

export function grooveMaterial(random: Random): NonNullable<Material> {
  const groove = GROOVES[pick(random, GROOVES.length)] as Groove;
  return (rate) => rendered(grooveSound(groove), rate);
}

/** Drums alone: strokes with silence between them, on which compression is heard. */
export function drumMaterial(random: Random): NonNullable<Material> {
  const { kick, snare, hat, stepsPerMinute } = GROOVES[pick(random, GROOVES.length)] as Groove;
  const voices = [
    { drum: 'kick' as const, steps: kick },
    { drum: 'snare' as const, steps: snare },
    { drum: 'hat' as const, steps: hat },
  ];
  return (rate) => rendered({ kind: 'pattern', stepsPerMinute, voices }, rate);
}
