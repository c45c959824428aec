// A rhythm as a grid of steps, one row for each drum.
import type { Sound } from '#schema/learn/rules/sounds.ts';
import { strings } from '../../strings.ts';
import classes from './figures.module.css';

interface RhythmGridProps {
  sound: Extract<Sound, { kind: 'pattern' }>;
  stepsPerBeat: number;
  caption: string;
}

const words = strings.figure;

export function RhythmGrid({ sound, stepsPerBeat, caption }: RhythmGridProps) {
  return (
    <div
      className={classes.scroller}
      role="region"
      aria-label={caption}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide grid is scrolled by the arrow keys
      tabIndex={0}
    >
      <table className={classes.grid}>
        <tbody>
          {sound.voices.map(({ drum, steps }) => (
            <tr key={drum}>
              <th scope="row">{words.drums[drum]}</th>
              {cellsOf(steps, stepsPerBeat).map(({ id, mark, isBeat }) => (
                <td key={id} data-mark={mark} data-beat={isBeat || undefined}>
                  <span className={classes.hidden}>{words.stroke[mark as keyof typeof words.stroke]}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cellsOf = (steps: string, stepsPerBeat: number) =>
  [...steps].map((mark, step) => ({ id: `step ${step}`, mark, isBeat: step % stepsPerBeat === 0 }));
