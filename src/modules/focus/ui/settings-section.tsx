// Focus in the settings: the daily goal and the lengths of a pomodoro.
import { SimpleGrid, Stack } from '@mantine/core';
import { settingLimits, type PomodoroSettings } from '#schema/settings/rules.ts';
import { useSaveSetting, useSettings } from '#src/modules/settings/public.ts';
import { CommittedNumber } from '#src/ui/committed-number.tsx';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../strings.ts';

const words = strings.settings;

export function FocusSettings() {
  const { dailyFocusMinutes, pomodoro } = useSettings();
  const save = useSaveSetting();
  const minutes = (part: 'focus' | 'short' | 'long') => (
    <CommittedNumber
      label={words[part]}
      value={pomodoro[part]}
      {...settingLimits.pomodoroMinutes}
      suffix={words.minutes}
      onCommit={(value) => save('pomodoro', { ...pomodoro, [part]: value } satisfies PomodoroSettings)}
    />
  );
  return (
    <Section title={words.title}>
      <Stack gap="md">
        <CommittedNumber
          label={words.goal}
          description={words.goalHint}
          value={dailyFocusMinutes}
          {...settingLimits.dailyFocusMinutes}
          suffix={words.minutes}
          onCommit={(value) => save('dailyFocusMinutes', value)}
        />
        <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="md">
          {minutes('focus')}
          {minutes('short')}
          {minutes('long')}
          <CommittedNumber
            label={words.every}
            value={pomodoro.every}
            {...settingLimits.pomodoroEvery}
            suffix={words.rounds}
            onCommit={(every) => save('pomodoro', { ...pomodoro, every })}
          />
        </SimpleGrid>
      </Stack>
    </Section>
  );
}
