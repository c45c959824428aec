// Muscles with their sets as bars, the usual range shaded behind each bar.
import { MUSCLE_RANGE, placeInRange, type SetsByMuscle } from '#schema/fitness/rules/muscle-volume.ts';
import { formatDecimal } from '#src/format/numbers.ts';
import { factLine } from '#src/format/words.ts';
import { muscleStrings as words } from '../../muscle-strings.ts';
import classes from './muscles.module.css';

/** The bars of all muscles share a scale, which reaches to the upper end of the range at least. */
export function MuscleBars({ sets }: { sets: SetsByMuscle }) {
  const most = Math.max(MUSCLE_RANGE.to * 1.1, ...sets.values());
  const share = (count: number) => `${(count / most) * 100}%`;
  return (
    <ul className={classes.muscles}>
      {[...sets].map(([muscle, count]) => {
        const place = placeInRange(count);
        return (
          <li key={muscle} aria-label={words.sets(factLine(muscle), formatDecimal(count), words.inRange[place])}>
            <span aria-hidden>{factLine(muscle)}</span>
            <span className={classes.track} aria-hidden>
              <span
                className={classes.range}
                style={{ insetInlineStart: share(MUSCLE_RANGE.from), width: share(MUSCLE_RANGE.to - MUSCLE_RANGE.from) }}
              />
              <span className={classes.fill} data-low={place === 'below' || undefined} style={{ width: share(count) }} />
            </span>
            <span className={`tabular ${classes.count}`} aria-hidden>
              {formatDecimal(count)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
