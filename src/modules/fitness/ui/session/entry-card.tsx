// One exercise of a session: its sets, the button for the next one, and what else can be done with it.
import { ActionIcon, Badge, Button, Menu, Text } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconFlame,
  IconHourglass,
  IconLink,
  IconLinkOff,
  IconNote,
  IconPlus,
  IconReplace,
  IconTrash,
  IconWeight,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import type { SessionCommands } from '../../commands.ts';
import type { EntryView } from '../../model.ts';
import { planInWords } from '../../plan-model.ts';
import { strings } from '../../strings.ts';
import { EntryNote, hasNoteDraft } from './entry-note.tsx';
import { figuresOf } from './set-figures.ts';
import { SetRow } from './set-row.tsx';
import classes from './session.module.css';

const words = strings.session;

export interface EntryActions {
  onSwap(): void;
  onRemove(): void;
  onPlates(): void;
  onRest(): void;
  /** Null where there is no weight to warm up for, or where warm-ups are there already. */
  onWarmup: (() => void) | null;
  onToggleSuperset: (() => void) | null;
  onMove: Record<'up' | 'down', (() => void) | null>;
}

interface EntryCardProps {
  sessionId: string;
  entry: EntryView;
  /** Picked on this page a moment ago: its first field takes the focus. */
  isJustAdded: boolean;
  unit: WeightUnit;
  activeSetId: string | null;
  commands: SessionCommands;
  actions: EntryActions;
  tickAt(): Date;
  /** What a new set's time is: null while training, for it is only planned. */
  newSetAt(): Date | null;
  onActivate(setId: string): void;
  onTick(): void;
}

export function EntryCard({
  sessionId,
  entry,
  isJustAdded,
  unit,
  activeSetId,
  commands,
  actions,
  tickAt,
  newSetAt,
  onActivate,
  onTick,
}: EntryCardProps) {
  const [first, second] = figuresOf(entry.measure, unit);
  const [noting, setNoting] = useState<'asked' | 'restored' | null>(() => (hasNoteDraft(entry.id) ? 'restored' : null));
  const card = useRef<HTMLElement>(null);
  // Its sets may come after it.
  const hasFields = entry.sets.length > 0;
  useEffect(() => {
    // On a touch screen the focus would open the keyboard over the sets.
    if (isJustAdded && hasFields && !matchMedia('(pointer: coarse)').matches) card.current?.querySelector('input')?.focus();
  }, [isJustAdded, hasFields]);
  return (
    <article ref={card} className={classes.entry} aria-label={entry.name}>
      <header className={classes.entryHead}>
        <div className={classes.entryName}>
          <Link to="/train/exercises/$id" params={{ id: entry.exerciseId }} className={classes.entryLink}>
            {entry.name}
          </Link>
          {entry.superset !== null && (
            <Badge variant="light" size="sm" tt="none">
              {words.supersetLabel(entry.superset)}
            </Badge>
          )}
        </div>
        <EntryMenu entry={entry} actions={actions} onNote={() => setNoting('asked')} />
      </header>
      {(noting !== null || entry.note !== null) && (
        <EntryNote sessionId={sessionId} entry={entry} isFocused={noting === 'asked'} onDone={() => setNoting(null)} />
      )}
      {entry.plan.length > 0 && (
        <Text size="sm" c="dimmed" className="tabular">
          {words.planned(planInWords(entry.plan, entry.measure, unit))}
        </Text>
      )}
      <div className={classes.columns} data-single={second === null || undefined} aria-hidden>
        <span>{words.set}</span>
        <span>{words.last}</span>
        <span>{first.label}</span>
        {second && <span>{second.label}</span>}
        <span />
      </div>
      <ol className={classes.sets}>
        {entry.sets.map((set) => (
          <SetRow
            key={set.id}
            entry={entry}
            set={set}
            unit={unit}
            isActive={set.id === activeSetId}
            commands={commands}
            tickAt={tickAt}
            onActivate={() => onActivate(set.id)}
            onTick={onTick}
          />
        ))}
      </ol>
      <Button
        fullWidth
        variant="subtle"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => void commands.addSet(entry, newSetAt())}
      >
        {words.addSet}
      </Button>
    </article>
  );
}

function EntryMenu({ entry, actions, onNote }: { entry: EntryView; actions: EntryActions; onNote(): void }) {
  const { onMove, onToggleSuperset } = actions;
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon aria-label={words.moreFor(entry.name)}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} disabled={!onMove.up} onClick={() => onMove.up?.()}>
          {words.moveUp}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={16} aria-hidden />} disabled={!onMove.down} onClick={() => onMove.down?.()}>
          {words.moveDown}
        </Menu.Item>
        <Menu.Item leftSection={<IconReplace size={16} aria-hidden />} onClick={actions.onSwap}>
          {words.swap}
        </Menu.Item>
        {onToggleSuperset && (
          <Menu.Item
            leftSection={entry.superset === null ? <IconLink size={16} aria-hidden /> : <IconLinkOff size={16} aria-hidden />}
            onClick={onToggleSuperset}
          >
            {entry.superset === null ? words.superset : words.unsuperset}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconNote size={16} aria-hidden />} onClick={onNote}>
          {words.addNote}
        </Menu.Item>
        <Menu.Item leftSection={<IconHourglass size={16} aria-hidden />} onClick={actions.onRest}>
          {words.restTime}
        </Menu.Item>
        {actions.onWarmup && (
          <Menu.Item leftSection={<IconFlame size={16} aria-hidden />} onClick={actions.onWarmup}>
            {words.addWarmups}
          </Menu.Item>
        )}
        {entry.measure === 'weight_reps' && (
          <Menu.Item leftSection={<IconWeight size={16} aria-hidden />} onClick={actions.onPlates}>
            {words.plates}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item className={classes.danger} leftSection={<IconTrash size={16} aria-hidden />} onClick={actions.onRemove}>
          {words.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
