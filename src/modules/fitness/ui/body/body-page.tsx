// Body measures with their chart, and the load of training: the mean of the last week against that of the last four.
import { ActionIcon, Box, Button, Group, NativeSelect, NumberInput, Skeleton, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { BODY_KINDS, dimensionOf, type BodyKind } from '#schema/fitness/rules/body.ts';
import { CHRONIC_DAYS, loadByDay, loadRatio, type LoadedSession } from '#schema/fitness/rules/load.ts';
import { fromKg, toKg, type WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { addDays } from '#schema/day.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { formatDecimal, formatNumber } from '#src/format/numbers.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { useRows } from '#src/replica/public.ts';
import { Chart } from '#src/ui/chart.tsx';
import { Choice } from '#src/ui/choice.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { DayField } from '#src/ui/time-fields.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { bodyStrings as words } from '../../body-strings.ts';
import { bodyMeasures, loadsSince, type BodyMeasureRow } from '../../queries.ts';

const CM_PER_INCH = 2.54;
const SHOWN_DAYS = 90;
const LISTED = 12;
const STEEP = 1.5;

interface Unit {
  name: string;
  toShown(value: number): number;
  fromShown(value: number): number;
}

/** Inches go with pounds. */
function unitOf(kind: BodyKind, units: WeightUnit): Unit {
  const round = (value: number) => Math.round(value * 10) / 10;
  switch (dimensionOf(kind)) {
    case 'weight':
      return { name: units, toShown: (kg) => round(fromKg(kg, units)), fromShown: (value) => toKg(value, units) };
    case 'share':
      return { name: '%', toShown: round, fromShown: (value) => value };
    case 'length':
      return units === 'kg'
        ? { name: 'cm', toShown: round, fromShown: (value) => value }
        : { name: 'in', toShown: (cm) => round(cm / CM_PER_INCH), fromShown: (value) => value * CM_PER_INCH };
  }
}

export function BodyPage() {
  const [kind, setKind] = useState<BodyKind>('weight');
  const read = useRows(bodyMeasures(kind));
  return (
    <Page isNarrow title={words.title} description={words.description}>
      <Section title={words.kinds[kind]}>
        <Stack gap="md">
          <NativeSelect
            label={words.measure}
            value={kind}
            data={BODY_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
            onChange={(event) => setKind(event.currentTarget.value as BodyKind)}
          />
          <MeasureForm key={kind} kind={kind} />
          <WhenRead read={read} loading={<Skeleton height={240} radius="sm" />}>
            {({ rows }) => <Measures kind={kind} rows={rows} />}
          </WhenRead>
        </Stack>
      </Section>
      <Load />
    </Page>
  );
}

function MeasureForm({ kind }: { kind: BodyKind }) {
  const { units, firstWeekday } = useSettings();
  const today = useToday();
  const run = useRun();
  const unit = unitOf(kind, units);
  const [day, setDay] = useState<string | null>(null);
  const [value, setValue] = useState<number | null>(null);
  const save = async () => {
    if (value === null) return;
    if (await run('body.log', { kind, day: day ?? today, value: unit.fromShown(value) })) setValue(null);
  };
  return (
    <Group align="flex-end" gap="xs">
      <NumberInput
        flex="1 1 8rem"
        label={words.value}
        suffix={` ${unit.name}`}
        min={0}
        decimalScale={2}
        hideControls
        value={value ?? ''}
        onChange={(next) => setValue(typeof next === 'number' ? next : null)}
        onKeyDown={(event) => event.key === 'Enter' && void save()}
      />
      <Box flex="1 1 12rem">
        <DayField label={words.day} firstWeekday={firstWeekday} max={today} value={day ?? today} onChange={setDay} />
      </Box>
      <Button disabled={value === null} onClick={() => void save()}>
        {words.add}
      </Button>
    </Group>
  );
}

function Measures({ kind, rows }: { kind: BodyKind; rows: readonly BodyMeasureRow[] }) {
  const { units, firstWeekday } = useSettings();
  const run = useRun();
  const unit = unitOf(kind, units);
  const text = (value: number) => `${formatDecimal(unit.toShown(value))} ${unit.name}`;
  if (rows.length === 0) return <Text c="dimmed">{words.none}</Text>;
  return (
    <>
      {rows.length > 1 && (
        <Chart
          kind="line"
          points={rows.map(({ id, day, value }) => ({ key: id, day, label: formatDayWithYear(day), value: unit.toShown(value) }))}
          summary={words.kinds[kind]}
          columns={[words.day, words.kinds[kind]]}
          format={(value) => `${formatDecimal(value)} ${unit.name}`}
          unit={unit.name}
          firstWeekday={firstWeekday}
        />
      )}
      <List label={words.list(words.kinds[kind])}>
        {rows
          .slice(-LISTED)
          .toReversed()
          .map(({ id, day, value }) => (
            <ListRow
              key={id}
              actions={
                <ActionIcon
                  aria-label={words.remove(formatDayWithYear(day))}
                  onClick={() => void run('body.delete', { kind, day })}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              }
            >
              <span className="tabular">{text(value)}</span>{' '}
              <Text component="span" c="dimmed" size="sm">
                {formatDayWithYear(day)}
              </Text>
            </ListRow>
          ))}
      </List>
    </>
  );
}

function Load() {
  const today = useToday();
  const from = addDays(today, 1 - SHOWN_DAYS);
  const read = useRows(loadsSince(addDays(from, -CHRONIC_DAYS)));
  return (
    <Section title={words.loadTitle} description={words.loadText}>
      <WhenRead read={read} loading={<Skeleton height={260} radius="sm" />}>
        {({ rows }) => (
          <LoadChart
            from={from}
            to={today}
            sessions={rows.flatMap(({ day, started_at, completed_at, effort, mean_rpe }) =>
              day === null || completed_at === null
                ? []
                : [{ day, minutes: (completed_at.getTime() - started_at.getTime()) / 60_000, effort: effort ?? mean_rpe }],
            )}
          />
        )}
      </WhenRead>
    </Section>
  );
}

function LoadChart({ sessions, from, to }: { sessions: readonly LoadedSession[]; from: string; to: string }) {
  const { firstWeekday } = useSettings();
  const [mean, setMean] = useState<'acute' | 'chronic'>('acute');
  const days = loadByDay(sessions, from, to);
  const last = days.at(-1);
  const ratio = last ? loadRatio(last) : null;
  if (!days.some(({ chronic }) => chronic > 0)) return <Text c="dimmed">{words.noLoad}</Text>;
  return (
    <Stack gap="md">
      {ratio !== null && (
        <Text className="tabular">
          {words.ratio(formatDecimal(Math.round(ratio * 10) / 10))} {ratio >= STEEP && words.high}
        </Text>
      )}
      <Choice
        label={words.which}
        value={mean}
        options={{ acute: words.acute, chronic: words.chronic }}
        onChange={(chosen) => setMean(chosen === 'chronic' ? 'chronic' : 'acute')}
      />
      <Chart
        kind="line"
        points={days.map((day) => ({
          key: day.day,
          day: day.day,
          label: formatDayWithYear(day.day),
          value: Math.round(day[mean]),
        }))}
        summary={`${words.chart}: ${words[mean]}`}
        columns={[words.day, words.load]}
        format={formatNumber}
        firstWeekday={firstWeekday}
      />
    </Stack>
  );
}
