// The muscles of a body from the front and from the back, each as strong as it is worked.
import { BACK_SHAPES, BODY_PATHS, FRONT_SHAPES, type MuscleShape } from './body-shapes.ts';
import classes from './muscles.module.css';

export type Strength = 'strong' | 'weak';

interface MuscleMapProps {
  strengths: ReadonlyMap<string, Strength>;
  /** The picture in words. */
  label: string;
}

const MIRROR = 'matrix(-1 0 0 1 100 0)';

export const MuscleMap = ({ strengths, label }: MuscleMapProps) => (
  <svg className={classes.map} viewBox="0 0 216 208" role="img" aria-label={label}>
    <Body shapes={FRONT_SHAPES} strengths={strengths} />
    <g transform="translate(116 0)">
      <Body shapes={BACK_SHAPES} strengths={strengths} />
    </g>
  </svg>
);

const Body = ({ shapes, strengths }: { shapes: readonly MuscleShape[]; strengths: ReadonlyMap<string, Strength> }) => (
  <>
    {BODY_PATHS.flatMap((path) => [
      <path key={path} className={classes.body} d={path} />,
      <path key={`${path} mirrored`} className={classes.body} d={path} transform={MIRROR} />,
    ])}
    {shapes.flatMap(({ muscle, path, isMirrored }) => {
      const shared = { className: classes.muscle, 'data-strength': strengths.get(muscle), d: path };
      const one = <path key={path} {...shared} />;
      return isMirrored ? [one, <path key={`${path} mirrored`} {...shared} transform={MIRROR} />] : [one];
    })}
  </>
);
