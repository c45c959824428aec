// A program that a person follows: the next workout, the weeks with what was done, and pause, restart and leave.
import { ActionIcon, Badge, Button, Group, Menu, Skeleton, Text, UnstyledButton } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconDots,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { nextWorkout, progressByWeek } from '#schema/fitness/rules/program.ts';
import { formatDay } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { useRow, useRows } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { ReadProblem, WhenRead } from '#src/ui/when-read.tsx';
import { rowToDay } from '../../plan-model.ts';
import { planStrings } from '../../plan-strings.ts';
import { programById, programDays, type ProgramDayRow, type ProgramRow } from '../../queries.ts';
import { NextWorkoutCard } from './next-workout-card.tsx';
import { MissingProgram } from './shipped-program-page.tsx';
import classes from '../routines/routines.module.css';

const words = planStrings.programs;

export function ProgramPage() {
  const { id = '' } = useParams({ strict: false });
  const found = useRow(programById(id), { mayArrive: true });
  switch (found.kind) {
    case 'loading':
      return (
        <Page isNarrow title={words.title}>
          <Skeleton height={420} radius="lg" />
        </Page>
      );
    case 'failed':
      return <ReadProblem failed={found} />;
    case 'missing':
      return <MissingProgram />;
    case 'ready':
      return <Program program={found.row} />;
  }
}

function Program({ program }: { program: ProgramRow }) {
  const read = useRows(programDays(program.id));
  const [dialog, setDialog] = useState<'restart' | 'leave' | null>(null);
  const run = useRun();
  const navigate = useNavigate();
  const today = useToday();
  const close = () => setDialog(null);
  return (
    <Page
      isNarrow
      title={program.name}
      description={program.completed_at !== null ? words.finished : program.is_active ? words.current : words.paused}
      actions={
        <>
          {program.completed_at === null && !program.is_active && (
            <Button onClick={() => void run('program.pause', { id: program.id, isPaused: false })}>{words.resume}</Button>
          )}
          <ProgramMenu program={program} onRestart={() => setDialog('restart')} onLeave={() => setDialog('leave')} />
        </>
      }
    >
      {program.description !== null && <Text>{program.description}</Text>}
      <WhenRead read={read} loading={<Skeleton height={420} radius="lg" />}>
        {({ rows }) => <Weeks program={program} rows={rows} onRestart={() => setDialog('restart')} />}
      </WhenRead>
      {dialog === 'restart' && (
        <Confirm
          title={words.restartTitle}
          text={words.restartText}
          confirm={words.restart}
          keep={words.cancel}
          onClose={close}
          onConfirm={() => {
            close();
            void run('program.restart', { id: program.id, day: today });
          }}
        />
      )}
      {dialog === 'leave' && (
        <Confirm
          isDangerous
          title={words.leaveTitle(program.name)}
          text={words.leaveText}
          confirm={words.leave}
          keep={words.cancel}
          onClose={close}
          onConfirm={() => {
            close();
            void navigate({ to: '/train/programs' });
            void run('program.leave', { id: program.id });
          }}
        />
      )}
    </Page>
  );
}

interface ProgramMenuProps {
  program: ProgramRow;
  onRestart(): void;
  onLeave(): void;
}

function ProgramMenu({ program, onRestart, onLeave }: ProgramMenuProps) {
  const run = useRun();
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon aria-label={words.menu}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {program.is_active && (
          <Menu.Item
            leftSection={<IconPlayerPause size={16} aria-hidden />}
            onClick={() => void run('program.pause', { id: program.id, isPaused: true })}
          >
            {words.pause}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRestart}>
          {words.restart}
        </Menu.Item>
        <Menu.Item className={classes.danger ?? ''} leftSection={<IconTrash size={16} aria-hidden />} onClick={onLeave}>
          {words.leave}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface WeeksProps {
  program: ProgramRow;
  rows: readonly ProgramDayRow[];
  onRestart(): void;
}

function Weeks({ program, rows, onRestart }: WeeksProps) {
  const today = useToday();
  const days = rows.map(rowToDay);
  const next = nextWorkout(days, program.started_on ?? today, today);
  const nextRow = next && rows.find(({ id }) => id === next.day.id);
  const current = nextRow?.week_number ?? null;
  const [showsAll, setShowsAll] = useState(false);
  const weeks = progressByWeek(days);
  // A long program opens at the week that is on, not at its first one.
  const past = current === null || showsAll ? [] : weeks.filter(({ week }) => week < current - 1);
  return (
    <>
      {program.is_active && next && nextRow && <NextWorkoutCard today={{ program, row: nextRow, next }} />}
      {next === null && rows.length > 0 && (
        <Section title={words.doneTitle} description={words.doneText}>
          <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} onClick={onRestart}>
            {words.restart}
          </Button>
        </Section>
      )}
      <Section title={words.progress}>
        {past.length > 0 && (
          <Button variant="subtle" onClick={() => setShowsAll(true)}>
            {words.showPast(past.length)}
          </Button>
        )}
        <ol className={classes.weeks}>
          {weeks.slice(past.length).map(({ week, done, total }) => (
            <Week
              key={`${week}-${current}`}
              rows={rows.filter((row) => row.week_number === week)}
              done={done}
              total={total}
              isCurrent={week === current}
              nextId={nextRow?.id ?? null}
            />
          ))}
        </ol>
      </Section>
    </>
  );
}

interface WeekProps {
  rows: readonly ProgramDayRow[];
  done: number;
  total: number;
  isCurrent: boolean;
  nextId: string | null;
}

function Week({ rows, done, total, isCurrent, nextId }: WeekProps) {
  const [isOpen, setOpen] = useState(isCurrent);
  const [first] = rows;
  if (!first) return null;
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <li className={classes.week}>
      <UnstyledButton className={classes.weekHead ?? ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span>
          <Text component="span" fw={isCurrent ? 600 : 400}>
            {words.weekNamed(first.week_number, first.week_name)}
          </Text>{' '}
          {first.is_deload && first.week_name === null && (
            <Badge variant="light" tt="none">
              {words.deload}
            </Badge>
          )}
        </span>
        <Group gap="xs" wrap="nowrap">
          <Text component="span" size="sm" c="dimmed" className="tabular">
            {words.weekDone(done, total)}
          </Text>
          <Chevron size={18} aria-hidden />
        </Group>
      </UnstyledButton>
      <div className={classes.bar} aria-hidden>
        <span className={classes.barFill} style={{ width: `${(done / total) * 100}%` }} />
      </div>
      {isOpen && (
        <>
          {first.week_notes !== null && (
            <Text size="sm" c="dimmed" mt="xs">
              {first.week_notes}
            </Text>
          )}
          {first.intensity_modifier !== 1 && (
            <Text size="sm" c="dimmed" mt="xs">
              {words.intensity(Math.round(first.intensity_modifier * 100))}
            </Text>
          )}
          {rows.map((row) => (
            <Day key={row.id} row={row} isNext={row.id === nextId} />
          ))}
        </>
      )}
    </li>
  );
}

function Day({ row, isNext }: { row: ProgramDayRow; isNext: boolean }) {
  const run = useRun();
  const isDone = row.session_id !== null;
  const isSkipped = !isDone && row.skipped_at !== null;
  const state = isDone
    ? words.done(row.done_on === null ? '' : formatDay(row.done_on))
    : isSkipped
      ? words.skipped
      : isNext
        ? words.next
        : row.day_of_week === null
          ? null
          : planStrings.weekday(row.day_of_week);
  return (
    <div className={classes.day}>
      <span className={classes.dayWords}>
        {row.session_id === null ? (
          <Link to="/train/routines/$id" params={{ id: row.workout_id }}>
            {row.name}
          </Link>
        ) : (
          <Link to="/train/history/$id" params={{ id: row.session_id }}>
            {row.name}
          </Link>
        )}
        {state !== null && (
          <Text component="span" display="block" size="sm" c="dimmed">
            {state}
          </Text>
        )}
      </span>
      {isDone ? (
        <IconCheck size={20} aria-hidden />
      ) : (
        <Button
          variant="subtle"
          aria-label={isSkipped ? words.unskipOf(row.name) : words.skipOf(row.name)}
          onClick={() => void run('program.skip', { programWorkoutId: row.id, isSkipped: !isSkipped })}
        >
          {isSkipped ? words.unskip : words.skip}
        </Button>
      )}
    </div>
  );
}
