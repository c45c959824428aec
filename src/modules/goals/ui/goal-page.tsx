// One goal: how far it is and when it will be reached, its curve, entries or milestones, and its status.
import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconTarget } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { neededPerWeek } from '#schema/goals/rules.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRow } from '#src/replica/public.ts';
import { HistoryRangeChoice, rangeStart, useHistoryRange } from '#src/ui/chart-range.tsx';
import { Chart } from '#src/ui/chart.tsx';
import { Page } from '#src/ui/page.tsx';
import { RecordPage } from '#src/ui/record-page.tsx';
import { Ring } from '#src/ui/ring.tsx';
import { Section } from '#src/ui/section.tsx';
import { curveOf, isOpen, type GoalStanding } from '../model.ts';
import { goalById, type GoalRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useStanding } from '../use-standing.ts';
import { GoalActions, useStatus } from './goal-actions.tsx';
import { GoalEntries } from './goal-entries.tsx';
import { factsOf, measureText } from './goal-row.tsx';
import classes from './goals.module.css';
import { Milestones } from './milestones.tsx';

const words = strings.page;
const route = getRouteApi('/goals/$goalId');

export function GoalPage() {
  const { goalId } = route.useParams();
  const read = useRow(goalById(goalId), { mayArrive: true });
  return (
    <RecordPage
      title={strings.title}
      height={400}
      record={read}
      missing={{
        icon: IconTarget,
        title: strings.missingTitle,
        text: strings.missingText,
        back: { to: '/goals', label: strings.back },
      }}
    >
      {(row) => <Known goal={row} />}
    </RecordPage>
  );
}

function Known({ goal }: { goal: GoalRow }) {
  const standing = useStanding(goal);
  const [isMoment, setMoment] = useState(false);
  const isReached = standing !== null && standing.share >= 1 && isOpen(goal);
  return (
    <Page
      title={goal.title}
      description={factsOf(goal, standing)}
      actions={<GoalActions goal={goal} isReached={isReached} isMoment={isMoment} onMoment={setMoment} />}
    >
      {goal.description !== null && goal.description !== '' && <Text className={classes.notes}>{goal.description}</Text>}
      {standing ? (
        <>
          {isReached && <Reached goal={goal} onMoment={() => setMoment(true)} />}
          <Standing goal={goal} standing={standing} />
          <Curve goal={goal} standing={standing} />
        </>
      ) : (
        <Skeleton height={320} radius="lg" />
      )}
      {goal.progress_by === 'hand' && <GoalEntries goal={goal} />}
      <Milestones goalId={goal.id} />
    </Page>
  );
}

function Reached({ goal, onMoment }: { goal: GoalRow; onMoment(): void }) {
  const setStatus = useStatus(goal, onMoment);
  return (
    <Alert icon={<IconTarget size={20} aria-hidden />} title={words.reachedTitle}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{words.reachedText}</Text>
        <Button onClick={() => void setStatus('completed')}>{strings.actions.completed}</Button>
      </Group>
    </Alert>
  );
}

function Standing({ goal, standing }: { goal: GoalRow; standing: GoalStanding }) {
  const today = useToday();
  const { forecast, range, value } = standing;
  const needed = goal.target_date === null || !isOpen(goal) ? null : neededPerWeek(range, value, today, goal.target_date);
  const isMeasured = goal.progress_by !== 'milestones';
  return (
    <Section title={words.progress}>
      <div className={classes.head}>
        <div className={classes.bigRing}>
          <Ring share={standing.share} thickness={8}>
            {strings.percent(standing.share)}
          </Ring>
        </div>
        <div className={classes.words}>
          <Text fw={560} size="lg" className="tabular">
            {measureText(goal, standing)}
          </Text>
          {isMeasured && isOpen(goal) && (
            <Text c="dimmed" className="tabular">
              {forecast.kind === 'unknown' ? strings.noForecast : strings.forecast(forecast, goal.unit)}
            </Text>
          )}
          {isMeasured && needed !== null && standing.share < 1 && (
            <Text c="dimmed" className="tabular">
              {strings.needed(needed, goal.unit)}
            </Text>
          )}
        </div>
      </div>
    </Section>
  );
}

function Curve({ goal, standing }: { goal: GoalRow; standing: GoalStanding }) {
  const today = useToday();
  const [range, setRange] = useHistoryRange('all');
  const first = standing.points[0]?.day;
  if (first === undefined || curveOf(standing, first).length < 2) return null;
  const from = rangeStart(range, today) ?? first;
  const points = curveOf(standing, from);
  const format = (value: number): string => strings.amount(value, goal.unit);
  return (
    <Section title={words.curve}>
      <Stack gap="md">
        <HistoryRangeChoice value={range} onChange={setRange} />
        {points.length < 2 ? (
          <Text c="dimmed">{words.noCurve}</Text>
        ) : (
          <Chart
            kind="line"
            points={points.map(({ day, value }) => ({ key: day, day, label: formatDayWithYear(day), value }))}
            summary={words.curveSummary(format(standing.value))}
            columns={words.curveColumns(goal.unit)}
            format={format}
            {...(goal.unit !== null && { unit: goal.unit })}
            target={standing.range.target}
            span={{ from, to: today }}
          />
        )}
      </Stack>
    </Section>
  );
}
