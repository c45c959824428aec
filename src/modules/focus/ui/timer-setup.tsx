// Before a session: which timer, how long, on what; then Start.
import { Autocomplete, Button, Chip, Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useSettings } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { primeChime } from '../alerts/chime.ts';
import { useFocusCommands } from '../commands.ts';
import { formatClock, type FocusPlan, type SetupMode } from '../model.ts';
import { recentFocusTags, recentFocusTitles, type FocusTargetRow } from '../queries.ts';
import { changeSetup, useFocusStore } from '../store.ts';
import { strings } from '../strings.ts';
import { useSetupPlan } from '../use-setup-plan.ts';
import { LinkField } from './link-field.tsx';
import classes from './focus.module.css';
import { KeptHeight } from '#src/ui/kept-height.tsx';
import { Ring } from '#src/ui/ring.tsx';

/** The suggestions leave Start in sight. */
const ABOVE = { position: 'top' } as const;
const COUNTDOWN_MINUTES = [5, 10, 15, 25, 45, 60, 90] as const;
const LONGEST_MINUTES = 720;
const MODES: SetupMode[] = ['pomodoro', 'countdown', 'stopwatch'];

export function TimerSetup() {
  const plan = useSetupPlan();
  const focus = useFocusCommands();
  const { pomodoro } = useSettings();
  const start = (chosen: FocusPlan) => {
    primeChime();
    void focus.start(chosen);
  };
  const isBreak = plan.phase !== 'focus';
  const { title, tag, link } = useFocusStore((state) => state.setup);
  const skipBreak = () => {
    const cycle = plan.phase === 'long_break' || plan.cycle >= pomodoro.every ? 1 : plan.cycle + 1;
    start({ ...plan, phase: 'focus', cycle, durationSeconds: pomodoro.focus * 60, title, tag, link });
  };
  return (
    <Stack gap="md" align="center" className={classes.setup}>
      <SegmentedControl
        fullWidth
        className={classes.modes}
        aria-label={strings.modeLabel}
        value={plan.mode}
        onChange={(mode) => changeSetup({ mode: mode as SetupMode })}
        data={MODES.map((mode) => ({ value: mode, label: strings.modes[mode] }))}
      />
      <div className={classes.dial} data-timer data-small={plan.mode === 'countdown' || undefined}>
        <Ring share={plan.durationSeconds === null ? 0 : 1} thickness={3.2} isQuiet={isBreak}>
          <Text className={classes.phase} c="dimmed">
            {strings.phases[plan.phase]}
          </Text>
          <span className={classes.digits} data-digits data-long={(plan.durationSeconds ?? 0) >= 3_600 || undefined}>
            {formatClock((plan.durationSeconds ?? 0) * 1_000, 'up')}
          </span>
          <Text className={classes.phase} c="dimmed">
            {plan.mode === 'pomodoro' ? strings.round(Math.min(plan.cycle, pomodoro.every), pomodoro.every) : ''}
          </Text>
        </Ring>
      </div>
      {plan.mode === 'countdown' && <Lengths />}
      {!isBreak && <Subject />}
      <Group gap="xs" justify="center">
        <Button
          size="lg"
          className={classes.start}
          leftSection={<IconPlayerPlay size={20} aria-hidden />}
          onClick={() => start(plan)}
        >
          {strings.startPhase[plan.phase]}
        </Button>
        {isBreak && (
          <Button size="lg" variant="subtle" color="gray" onClick={skipBreak}>
            {strings.skipBreak}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Lengths() {
  const minutes = useFocusStore((state) => state.setup.minutes);
  return (
    <Group gap="xs" justify="center" className={classes.lengths}>
      <Chip.Group value={String(minutes)} onChange={(value) => changeSetup({ minutes: Number(value) })}>
        <Group gap="xs" justify="center" role="radiogroup" aria-label={strings.length}>
          {COUNTDOWN_MINUTES.map((length) => (
            <Chip key={length} value={String(length)} size="md" classNames={{ label: classes.chip }}>
              {strings.minuteChip(length)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <NumberInput
        aria-label={strings.lengthOwn}
        w={120}
        hideControls
        min={1}
        max={LONGEST_MINUTES}
        clampBehavior="strict"
        allowDecimal={false}
        suffix={strings.minutesUnit}
        inputMode="numeric"
        value={minutes}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1) changeSetup({ minutes: value });
        }}
      />
    </Group>
  );
}

function Subject() {
  const { title, tag, link } = useFocusStore((state) => state.setup);
  const titles = rowsIfReady(useRows(recentFocusTitles()));
  const tags = rowsIfReady(useRows(recentFocusTags()));
  return (
    <div className={classes.subjectFields}>
      <Autocomplete
        label={strings.workingOn}
        placeholder={strings.workingOnHint}
        maxLength={200}
        value={title}
        onChange={(next) => changeSetup({ title: next })}
        data={(titles ?? []).flatMap(({ task_title }) => task_title ?? [])}
        limit={6}
        comboboxProps={ABOVE}
      />
      <Autocomplete
        label={strings.tag}
        placeholder={strings.workingOnHint}
        maxLength={60}
        value={tag}
        onChange={(next) => changeSetup({ tag: next })}
        data={(tags ?? []).flatMap(({ tag: used }) => used ?? [])}
        limit={6}
        comboboxProps={ABOVE}
      />
      <KeptHeight name="focus link">
        <LinkField isCompact value={link} onChange={(next) => changeSetup(next ? linkChange(next, title) : { link: null })} />
      </KeptHeight>
    </div>
  );
}

/** A session without a title takes that of what it is for. */
const linkChange = ({ kind, id, title: linked }: FocusTargetRow, title: string) => ({
  link: { kind, id },
  ...(title.trim() === '' && { title: linked.slice(0, 200) }),
});
