// What a drill came to over weeks: the score's curve, sums, and what is mixed up.
import { Table, Text } from '@mantine/core';
import type { DrillConfig } from '#schema/learn/rules/drills.ts';
import { formatDay } from '#src/format/days.ts';
import { formatNumber, formatPercent } from '#src/format/numbers.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { Chart, type ChartPoint } from '#src/ui/chart.tsx';
import { Figures } from '#src/ui/figures.tsx';
import { Section } from '#src/ui/section.tsx';
import { confusionsOf } from '../../drills/session.ts';
import type { DrillRow, DrillSessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { formatMagnitude, formatScore, isNaming, scoreValue } from './drill-words.ts';

const words = strings.drill;
const MOST_CONFUSIONS = 12;
const MINUTE_S = 60;

interface DrillStatisticsProps {
  drill: DrillRow;
  config: DrillConfig;
  /** Newest first. */
  sessions: readonly DrillSessionRow[];
}

export function DrillStatistics({ drill, config, sessions }: DrillStatisticsProps) {
  if (sessions.length === 0) return null;
  const answers = drill.total_attempts ?? 0;
  const share = answers === 0 ? 0 : Math.round((100 * (drill.correct_answers ?? 0)) / answers);
  const sums: [string, string][] = [
    [words.best, drill.best_score === null ? '–' : formatScore(config, drill.best_score)],
    [words.answers, formatNumber(answers)],
    [words.correct, formatPercent(share)],
    [words.streak, formatNumber(drill.best_streak ?? 0)],
    [words.time, words.minutes(Math.round((drill.total_time_seconds ?? 0) / MINUTE_S))],
  ];
  return (
    <>
      <Figures figures={sums} />
      <ScoreCurve config={config} sessions={sessions} />
      {config.answer.kind === 'choice' && <Confusions config={config} sessions={sessions} />}
    </>
  );
}

/** The best session of each day: two of one day would stand on each other. */
function ScoreCurve({ config, sessions }: Pick<DrillStatisticsProps, 'config' | 'sessions'>) {
  const { firstWeekday } = useSettings();
  const byDay = new Map<string, number>();
  for (const { day, score } of sessions) {
    if (score !== null) byDay.set(day, Math.max(byDay.get(day) ?? 0, score));
  }
  const points: ChartPoint[] = [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, score]) => ({ key: day, day, label: formatDay(day), value: scoreValue(config, score) }));
  const latest = points.at(-1);
  const format = (value: number) =>
    `${isNaming(config) ? formatNumber(Math.round(value)) : formatMagnitude(value)} ${config.scale.unit}`;
  return (
    <Section title={words.curve}>
      {points.length < 2 || !latest ? (
        <Text c="dimmed">{words.noCurve}</Text>
      ) : (
        <Chart
          kind="line"
          points={points}
          summary={words.curveText(format(latest.value))}
          columns={[words.session, words.score]}
          format={format}
          unit={words.curveUnit(config.scale.unit)}
          firstWeekday={firstWeekday}
        />
      )}
    </Section>
  );
}

function Confusions({ config, sessions }: Pick<DrillStatisticsProps, 'config' | 'sessions'>) {
  const confusions = confusionsOf(config, sessions).slice(0, MOST_CONFUSIONS);
  const nameOf = (place: number): string => (config.answer.kind === 'choice' ? (config.answer.choices[place] ?? '–') : '–');
  return (
    <Section title={words.confusion} description={words.confusionText}>
      {confusions.length === 0 ? (
        <Text c="dimmed">{words.noConfusion}</Text>
      ) : (
        <Table.ScrollContainer minWidth={280}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{words.asked}</Table.Th>
                <Table.Th scope="col">{words.answered}</Table.Th>
                <Table.Th scope="col" ta="end">
                  {words.times}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {confusions.map(({ asked, given, times }) => (
                <Table.Tr key={`${asked} ${given}`}>
                  <Table.Td>{nameOf(asked)}</Table.Td>
                  <Table.Td>{nameOf(given)}</Table.Td>
                  <Table.Td ta="end" className="tabular">
                    {times}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}
