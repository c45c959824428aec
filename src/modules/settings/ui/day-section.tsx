// When the person's day and week begin, and where.
import { NativeSelect, Select, SimpleGrid, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { settingLimits } from '#schema/settings/rules.ts';
import { formatMinuteOfDay, weekdayNames } from '#src/format/days.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { Section } from '#src/ui/section.tsx';
import { useSaveSetting, useSettings } from '../settings-provider.tsx';
import { strings } from '../strings.ts';
import { deviceZone } from '../use-today.ts';

const hours = () =>
  Array.from({ length: settingLimits.dayStartHour.max + 1 }, (_, hour) => ({
    value: String(hour),
    label: formatMinuteOfDay(hour * 60),
  }));

const WEEKDAYS = weekdayNames(1).map(({ long }, index) => ({ value: String(index + 1), label: long }));

export function DaySection() {
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
            data={hours()}
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
          <NativeSelect
            label={strings.day.clock}
            data={choicesOf(strings.day.clocks)}
            value={settings.hourClock}
            onChange={(event) => save('hourClock', event.currentTarget.value as typeof settings.hourClock)}
          />
          <NativeSelect
            label={strings.day.numbers}
            data={choicesOf(strings.day.numberFormats)}
            value={settings.numberFormat}
            onChange={(event) => save('numberFormat', event.currentTarget.value as typeof settings.numberFormat)}
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
