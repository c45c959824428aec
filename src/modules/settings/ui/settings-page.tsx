// Everything a person can set, grouped by what it is about. Each change is saved at once.
import { NativeSelect, Select, SimpleGrid, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { settingLimits, type PomodoroSettings } from '#schema/rules/settings.ts';
import { FilesSection } from '#src/blobs/storage-card.tsx';
import { InstallSection, StorageSection } from '#src/modules/device/public.ts';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { useSaveSetting, useSettings } from '../settings-provider.tsx';
import { strings } from '../strings.ts';
import { deviceZone } from '../use-today.ts';
import { AlertsSection } from './alerts-section.tsx';
import { Choice } from './choice.tsx';
import { CommittedNumber } from './committed-number.tsx';

export function SettingsPage() {
  return (
    <Page title={strings.title} description={strings.description}>
      <AppearanceSection />
      <DaySection />
      <FocusSection />
      <TrainingSection />
      <AlertsSection />
      <InstallSection />
      <StorageSection />
      <FilesSection />
      <Section title={strings.about.title}>
        <Stack gap={0}>
          <PlainLink to="/profile">{strings.about.profile}</PlainLink>
          <PlainLink to="/account">{strings.about.account}</PlainLink>
          <PlainLink to="/debug">{strings.about.debug}</PlainLink>
        </Stack>
      </Section>
    </Page>
  );
}

function AppearanceSection() {
  const { theme } = useSettings();
  const save = useSaveSetting();
  return (
    <Section title={strings.appearance.title}>
      <Choice
        label={strings.appearance.theme}
        value={theme}
        options={strings.appearance.themes}
        onChange={(value) => save('theme', value)}
      />
    </Section>
  );
}

const HOURS = Array.from({ length: settingLimits.dayStartHour.max + 1 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

/** 1 January 2024 was a Monday. */
const WEEKDAYS = Array.from({ length: 7 }, (_, index) => ({
  value: String(index + 1),
  label: new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + index))),
}));

function DaySection() {
  const settings = useSettings();
  const save = useSaveSetting();
  const zones = useMemo(
    () => [
      { value: 'auto', label: strings.day.zoneAuto(deviceZone()) },
      ...Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    ],
    [],
  );
  return (
    <Section title={strings.day.title}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <NativeSelect
            label={strings.day.start}
            description={strings.day.startHint}
            data={HOURS}
            value={String(settings.dayStartHour)}
            onChange={(event) => save('dayStartHour', Number(event.currentTarget.value))}
          />
          <NativeSelect
            label={strings.day.weekday}
            description={strings.day.weekdayHint}
            data={WEEKDAYS}
            value={String(settings.firstWeekday)}
            onChange={(event) => save('firstWeekday', Number(event.currentTarget.value))}
          />
        </SimpleGrid>
        <Select
          label={strings.day.zone}
          description={strings.day.zoneHint}
          data={zones}
          value={settings.timeZone}
          onChange={(zone) => zone !== null && save('timeZone', zone)}
          allowDeselect={false}
          searchable
          limit={60}
          nothingFoundMessage={strings.day.zoneNothing}
        />
      </Stack>
    </Section>
  );
}

function FocusSection() {
  const { dailyFocusMinutes, pomodoro } = useSettings();
  const save = useSaveSetting();
  const minutes = (part: 'focus' | 'short' | 'long') => (
    <CommittedNumber
      label={strings.focus[part]}
      value={pomodoro[part]}
      {...settingLimits.pomodoroMinutes}
      suffix={strings.focus.minutes}
      onCommit={(value) => save('pomodoro', { ...pomodoro, [part]: value } satisfies PomodoroSettings)}
    />
  );
  return (
    <Section title={strings.focus.title}>
      <Stack gap="md">
        <CommittedNumber
          label={strings.focus.goal}
          description={strings.focus.goalHint}
          value={dailyFocusMinutes}
          {...settingLimits.dailyFocusMinutes}
          suffix={strings.focus.minutes}
          onCommit={(value) => save('dailyFocusMinutes', value)}
        />
        <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="md">
          {minutes('focus')}
          {minutes('short')}
          {minutes('long')}
          <CommittedNumber
            label={strings.focus.every}
            value={pomodoro.every}
            {...settingLimits.pomodoroEvery}
            suffix={strings.focus.rounds}
            onCommit={(every) => save('pomodoro', { ...pomodoro, every })}
          />
        </SimpleGrid>
      </Stack>
    </Section>
  );
}

function TrainingSection() {
  const { units, restSeconds } = useSettings();
  const save = useSaveSetting();
  return (
    <Section title={strings.training.title}>
      <Stack gap="md">
        <Choice
          label={strings.training.units}
          value={units}
          options={strings.training.unitNames}
          onChange={(value) => save('units', value)}
        />
        <CommittedNumber
          label={strings.training.rest}
          value={restSeconds}
          {...settingLimits.restSeconds}
          step={15}
          suffix={strings.training.seconds}
          onCommit={(value) => save('restSeconds', value)}
        />
      </Stack>
    </Section>
  );
}
