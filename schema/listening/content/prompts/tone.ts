// Prompts about balance, timbre, noise and distortion.
import { promptsOf, type Prompt } from './prompt.ts';

const balance = promptsOf('balance');
const timbre = promptsOf('timbre');
const noise = promptsOf('noise');

export const tonePrompts: readonly Prompt[] = [
  balance(
    'balance-order',
    'beginner',
    'Loudest to quietest',
    'note',
    'List the parts from the loudest to the quietest.',
    ['loudness'],
    {
      hints: ['Turn the level down until only one part is left: that is the loudest.', 'Turn up slowly and note who comes next.'],
      expected: [
        'At a very low level, usually voice, snare and kick remain.',
        'The order says what the producer thinks the song is about.',
      ],
    },
  ),
  balance(
    'balance-lead',
    'beginner',
    'The lead in its place',
    'grades',
    'How does the lead stand against the accompaniment?',
    [],
    {
      scale: ['Buried', 'Far in front'],
      hints: ['Judge by the verse, where the lead matters most.', 'Can you hear the ends of words?'],
      expected: [
        'In pop the lead often stands a little in front; in rock it may sit in the band.',
        'A lead that is right in the verse can drown in the chorus.',
      ],
    },
  ),
  balance(
    'balance-tonal',
    'intermediate',
    'Bass, middle, treble',
    'comparison',
    'Against the reference at equal loudness: is your track darker or brighter?',
    ['tonal'],
    {
      scale: ['Yours much darker', 'Yours much brighter'],
      hints: ['Switch every two seconds.', 'Listen to the hi-hat and to the breath of the voice.'],
      expected: [
        'Most music falls by about 4 to 5 dB an octave from 100 Hz upwards.',
        'The measured balance says by how many dB each range differs.',
      ],
    },
  ),
  balance(
    'balance-moves',
    'intermediate',
    'Levels that move',
    'marks',
    'Mark where a part gets louder or quieter although its player did not change.',
    ['dynamics', 'form'],
    {
      hints: [
        'Listen to fills, ends of phrases and the first line after a break.',
        'Reverbs and delays are often raised at ends of lines.',
      ],
      expected: [
        'Automation follows attention: what matters now comes forward, the rest steps back.',
        'One to two dB are enough.',
      ],
    },
  ),
  balance(
    'balance-blind',
    'advanced',
    'The one fader',
    'note',
    'If you could move one fader by 1 dB, which one and in which direction? Say what would get better and what worse.',
    ['loudness', 'tonal'],
    {
      hints: ['Decide quickly, then check with the reference.', 'Every part that is raised makes all others quieter.'],
      expected: ['The best answer names a price.', 'If you cannot decide between two faders, the balance is close.'],
    },
  ),
  timbre(
    'timbre-words',
    'beginner',
    'Ten words',
    'note',
    'Describe the sound of one instrument with words such as warm, thin, boxy, nasal, hollow, hard, airy. Which range does each word come from?',
    ['tonal'],
    {
      hints: [
        'Boxy is around 400 Hz, nasal around 1 kHz, hard around 3 kHz, airy above 10 kHz.',
        'Compare it with another instrument.',
      ],
      expected: [
        'Words become useful when they always mean the same range.',
        'Most sounds get two words: one of their body, one of their edge.',
      ],
    },
  ),
  timbre('timbre-bright', 'beginner', 'How bright?', 'grades', 'How bright is the track as a whole?', ['tonal'], {
    scale: ['Very dark', 'Very bright'],
    hints: ['Listen above the voice: cymbals, breath, strings.', 'A break from the music resets your ear.'],
    expected: [
      'Ears adapt to brightness within a minute; a reference does not.',
      'The measured balance above 5 kHz says it in dB.',
    ],
  }),
  timbre(
    'timbre-attack',
    'intermediate',
    'Attack and body',
    'note',
    'Choose a drum. What do you hear of the stroke, what of the body, what of the room?',
    ['dynamics'],
    {
      hints: ['The stroke is the first 10 ms.', 'The body is the pitch that you could sing.'],
      expected: [
        'Compression with a slow attack leaves the stroke and shortens the body.',
        'A fast attack softens the stroke and brings up the room.',
      ],
    },
  ),
  timbre('timbre-harsh', 'intermediate', 'Where it hurts', 'marks', 'Mark moments that are harsh or shrill.', ['tonal', 'peak'], {
    hints: ['Listen louder for a short time only.', 'Loud voices, open hi-hats and distorted guitars meet around 3 kHz.'],
    expected: [
      'The ear is most sensitive between 2 and 5 kHz.',
      'Harshness often comes with level: it appears only in the loud parts.',
    ],
  }),
  timbre(
    'timbre-compare',
    'advanced',
    'The voice of the reference',
    'comparison',
    'Compare the lead’s timbre with that of the reference: which has more body?',
    ['tonal'],
    {
      scale: ['Reference much fuller', 'Yours much fuller'],
      hints: ['Body lies between 120 and 300 Hz.', 'Switch on the same vowel, if there is one.'],
      expected: ['A singer near the microphone gains body by the proximity effect.', 'Too much body makes words hard to follow.'],
    },
  ),
  noise(
    'noise-floor',
    'beginner',
    'In the quietest moment',
    'note',
    'What do you hear in the quietest moment that is not music?',
    ['loudness'],
    {
      hints: ['Intro, breaks and the end of the last note.', 'Turn up, but turn down again before the music comes back.'],
      expected: [
        'Hiss, hum at 50 or 60 Hz, breaths, chairs and headphone spill are usual.',
        'Some noise is left in because its absence would sound dead.',
      ],
    },
  ),
  noise('noise-clicks', 'intermediate', 'Clicks and cuts', 'marks', 'Mark every click, pop or audible edit.', ['peak'], {
    hints: ['Edits lie before words and at bar lines.', 'A cut breath is an edit.'],
    expected: ['A step in the waveform clicks at any level.', 'Plosives are low thumps, mouth clicks are high ticks.'],
  }),
  noise(
    'noise-distortion',
    'intermediate',
    'How distorted?',
    'grades',
    'How much distortion do you hear, wanted or not?',
    ['peak', 'dynamics'],
    {
      scale: ['None', 'Everywhere'],
      hints: ['Listen to the kick and to the loudest voice.', 'Limiters distort bass first.'],
      expected: [
        'A true peak over 0 dBTP can distort in converters and after coding.',
        'A peak-to-loudness ratio below 8 dB often comes with audible limiting.',
      ],
    },
  ),
  noise(
    'noise-codec',
    'advanced',
    'Traces of a codec',
    'note',
    'Do cymbals or applause sound watery or smeared? Do strokes have a shadow before them?',
    ['tonal'],
    {
      hints: ['Listen to the sides more than to the centre.', 'Pre-echo is heard before hard strokes out of silence.'],
      expected: [
        'Lossy codecs cut the top, often at 16 kHz for 128 kbit/s MP3.',
        'A bright, wide and dense passage shows the artefacts best.',
      ],
    },
  ),
  noise(
    'noise-sibilance',
    'intermediate',
    'S and T',
    'comparison',
    'Which has the sharper S sounds, yours or the reference?',
    ['tonal'],
    {
      scale: ['Reference sharper', 'Yours sharper'],
      hints: ['S lies between 5 and 9 kHz.', 'Listen on a small loudspeaker too.'],
      expected: ['Compression raises S because the vowel before it is turned down.', 'Too much de-essing makes a lisp.'],
    },
  ),
];
