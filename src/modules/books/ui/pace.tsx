// How fast a book is read and when it will be finished.
import { Text } from '@mantine/core';
import { formatDayWithYear } from '#src/format/days.ts';
import { formatMinutes } from '#src/format/durations.ts';
import { Figures } from '#src/ui/figures.tsx';
import { Section } from '#src/ui/section.tsx';
import type { BookPace } from '../model.ts';
import type { BookDetails } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.pace;

export function Pace({ book: { unit }, pace: { speed, finish, left, leftMs } }: { book: BookDetails; pace: BookPace }) {
  const figures: [string, string][] = [];
  if (finish.kind === 'on') {
    figures.push([words.finish, formatDayWithYear(finish.day)]);
    if (finish.earliest !== finish.latest)
      figures.push([words.rangeName, words.range(formatDayWithYear(finish.earliest), formatDayWithYear(finish.latest))]);
    if (finish.perDay > 0) figures.push([words.perDay, strings.amount(finish.perDay, unit)]);
  }
  // Of an audiobook, minutes an hour say nothing.
  if (speed !== null && unit !== 'minutes') figures.push([words.perHour, words.speed(speed.perHour, unit)]);
  if (left !== null) figures.push([words.left, strings.amount(left, unit)]);
  if (leftMs !== null) figures.push([words.timeLeft, formatMinutes(Math.round(leftMs / 60_000))]);
  const isKnown = finish.kind === 'on' || speed !== null;
  return (
    <Section title={words.title} description={isKnown ? words.hint : words.unknown}>
      {isKnown ? <Figures figures={figures} /> : <Text span />}
    </Section>
  );
}
