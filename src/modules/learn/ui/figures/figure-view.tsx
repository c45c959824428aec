// One figure of a lesson: what it shows, its sounds, and its caption.
import type { Figure } from '#schema/learn/rules/figures.ts';
import { formatDecimal } from '#src/format/numbers.ts';
import { Chart } from '#src/ui/chart.tsx';
import { Curves, nameOf } from './curves.tsx';
import { strings } from '../../strings.ts';
import classes from './figures.module.css';
import { PlayRow } from './play-row.tsx';
import { RhythmGrid } from './rhythm-grid.tsx';

export function FigureView({ figure }: { figure: Figure }) {
  return (
    <figure className={classes.figure}>
      <Content figure={figure} />
      <figcaption className={classes.caption}>{figure.caption}</figcaption>
    </figure>
  );
}

function Content({ figure }: { figure: Figure }) {
  switch (figure.kind) {
    case 'sounds':
      return <PlayRow sounds={figure.sounds} />;
    case 'curves':
      return (
        <>
          <Curves figure={figure} />
          {figure.sounds && <PlayRow sounds={figure.sounds} />}
        </>
      );
    case 'bars':
      return (
        <>
          <Chart
            kind="bars"
            points={figure.bars.map(({ label, value }) => ({ key: label, label, value }))}
            summary={figure.caption}
            columns={[figure.x, figure.y.label]}
            format={(value) => `${formatDecimal(value)} ${figure.y.unit}`.trim()}
            unit={nameOf(figure.y)}
          />
          {figure.sounds && <PlayRow sounds={figure.sounds} />}
        </>
      );
    case 'grid':
      return (
        <>
          <RhythmGrid sound={figure.sound} stepsPerBeat={figure.stepsPerBeat} caption={figure.caption} />
          <PlayRow sounds={[{ label: strings.figure.rhythm, sound: figure.sound }]} />
        </>
      );
  }
}
