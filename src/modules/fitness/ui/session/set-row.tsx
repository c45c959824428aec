// One set: its kind, what was done last time, the figures and the tick. The set that is up shows + and − within a thumb's reach.
import { ActionIcon, Menu, NativeSelect, UnstyledButton } from '@mantine/core';
import { IconCheck, IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { RPE_VALUES, repsInReserve, SET_KINDS, type SetKind } from '#schema/fitness/rules/strength.ts';
import type { WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { useRun } from '#src/modules/use-run.ts';
import { showToast } from '#src/ui/toast.tsx';
import type { SessionCommands } from '../../commands.ts';
import { formatSetShort } from '../../format.ts';
import { canTick, figuresToTick, type EntryView, type SetView } from '../../model.ts';
import { aimInWords } from '../../plan-model.ts';
import { strings } from '../../strings.ts';
import { figureProblem, figuresOf, type FigureKind } from './set-figures.ts';
import classes from './session.module.css';
import { useFigure, type Figure } from './use-figure.ts';

const words = strings.session;

interface SetRowProps {
  entry: EntryView;
  set: SetView;
  unit: WeightUnit;
  isActive: boolean;
  commands: SessionCommands;
  /** When a tick says the set was done: now while training, the end of the session when it is corrected later. */
  tickAt(): Date;
  onActivate(): void;
  onTick(): void;
}

export function SetRow({ entry, set, unit, isActive, commands, tickAt, onActivate, onTick }: SetRowProps) {
  const [first, second] = figuresOf(entry.measure, unit);
  const firstFigure = useSetFigure(first, set, 'first');
  const secondFigure = useSetFigure(second ?? first, set, 'second');
  const figures = [{ kind: first, figure: firstFigure }, ...(second ? [{ kind: second, figure: secondFigure }] : [])];
  const isDone = set.completed_at !== null;

  const problem = figures.map(({ figure }) => figure.problem).find((one) => one !== null) ?? null;
  const problemId = useId();

  const tick = () => {
    if (figures.some(({ figure }) => !figure.isValid)) {
      onActivate();
      // A touch on the tick does not take the focus from the field in every browser.
      for (const { figure } of figures) figure.onBlur();
      return;
    }
    const typed = Object.fromEntries(figures.map(({ kind, figure }) => [kind.name, figure.value]));
    const values = figuresToTick({ ...set, ...typed });
    if (!isDone && !canTick(values, entry.measure)) {
      onActivate();
      showToast({ message: words.nothingToTick });
      return;
    }
    onTick();
    void commands.tickSet(entry, set, isDone ? { ...set, ...typed } : values, isDone ? null : tickAt());
  };

  return (
    <li className={classes.set} data-done={isDone || undefined} data-active={isActive || undefined} data-kind={set.kind}>
      <div className={classes.setLine} data-single={second === null || undefined}>
        <KindMenu entry={entry} set={set} commands={commands} />
        <span className={classes.previous}>
          {set.previous ? formatSetShort(set.previous, unit, entry.measure) : '–'}
          {set.rpe !== null && !isActive && (
            <span className={classes.rpeMark}>
              {words.rpe} {set.rpe}
            </span>
          )}
        </span>
        {figures.map(({ kind, figure }) => (
          <input
            key={kind.name}
            className={classes.figure}
            data-figure
            aria-label={words.field(kind.label, set.label, entry.name)}
            inputMode={kind.inputMode}
            autoComplete="off"
            enterKeyHint="next"
            aria-invalid={figure.problem !== null || undefined}
            aria-describedby={figure.problem === null ? undefined : problemId}
            placeholder={placeholderOf(kind, set)}
            value={figure.text}
            onChange={(event) => figure.onChange(event.currentTarget.value)}
            onFocus={(event) => {
              event.currentTarget.select();
              onActivate();
            }}
            onBlur={figure.onBlur}
            onKeyDown={(event) => {
              if (event.key === 'Enter') focusNextFigure(event.currentTarget);
            }}
          />
        ))}
        <UnstyledButton
          className={classes.tick}
          role="checkbox"
          aria-checked={isDone}
          aria-label={words.tick(set.label, entry.name)}
          onClick={tick}
        >
          <IconCheck size={22} stroke={2.4} aria-hidden />
        </UnstyledButton>
      </div>
      {problem !== null && (
        <p id={problemId} role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {isActive && (
        <div className={classes.steppers}>
          {set.aim && (
            <span className={classes.aim}>
              {words.aim} {aimInWords(set.aim, entry.measure, unit)}
            </span>
          )}
          {figures.map(({ kind, figure }) => (
            <Stepper key={kind.name} kind={kind} figure={figure} fallback={set.previous?.[kind.name] ?? 0} />
          ))}
          <RpeSelect set={set} />
        </div>
      )}
    </li>
  );
}

/** The next figure of the exercises on the page, in their order. */
function focusNextFigure(field: HTMLInputElement): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input[data-figure]')];
  const next = fields[fields.indexOf(field) + 1];
  if (next) next.focus();
  else field.blur();
}

const placeholderOf = (kind: FigureKind, set: SetView): string => {
  const previous = set.previous?.[kind.name];
  return previous === null || previous === undefined ? '' : kind.toText(previous);
};

function useSetFigure(kind: FigureKind, set: SetView, place: 'first' | 'second'): Figure {
  const run = useRun();
  return useFigure({
    draftKey: `set.${set.id}.${place}`,
    stored: set[kind.name],
    toText: kind.toText,
    parse: kind.parse,
    problemOf: (text) => figureProblem(kind, text),
    save: (value) => run('set.update', { id: set.id, [kind.arg]: value }),
  });
}

function Stepper({ kind, figure, fallback }: { kind: FigureKind; figure: Figure; fallback: number }) {
  const step = (direction: 1 | -1) => figure.set(kind.step(figure.value ?? fallback, direction));
  return (
    <div className={classes.stepper}>
      <ActionIcon variant="default" aria-label={words.less(kind.label)} onClick={() => step(-1)}>
        <IconMinus size={18} aria-hidden />
      </ActionIcon>
      <span className={classes.stepperLabel}>{kind.label}</span>
      <ActionIcon variant="default" aria-label={words.more(kind.label)} onClick={() => step(1)}>
        <IconPlus size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function RpeSelect({ set }: { set: SetView }) {
  const run = useRun();
  const options = RPE_VALUES.map((rpe) => ({
    value: String(rpe),
    label: `${words.rpe} ${rpe} · ${words.rir(repsInReserve(rpe) ?? 0)}`,
  }));
  return (
    <NativeSelect
      className={classes.rpe}
      aria-label={words.rpe}
      value={set.rpe === null ? '' : String(set.rpe)}
      data={[{ value: '', label: words.rpeNone }, ...options]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        void run('set.update', { id: set.id, rpe: value === '' ? null : Number(value) });
      }}
    />
  );
}

function KindMenu({ entry, set, commands }: { entry: EntryView; set: SetView; commands: SessionCommands }) {
  const run = useRun();
  const choose = (kind: SetKind) => void run('set.update', { id: set.id, kind });
  return (
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.kind} aria-label={words.setMenu(set.label, entry.name)}>
          {set.label}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {SET_KINDS.map((kind) => (
          <Menu.Item
            key={kind}
            rightSection={kind === set.kind ? <IconCheck size={16} aria-hidden /> : null}
            onClick={() => choose(kind)}
          >
            {words.kinds[kind]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          className={classes.danger}
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => void commands.deleteSet(entry, set)}
        >
          {words.deleteSet}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
