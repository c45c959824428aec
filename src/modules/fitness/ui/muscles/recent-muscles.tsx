// The muscles of the last seven days, on the place to train.
import { Skeleton } from '@mantine/core';
import { addDays } from '#schema/day.ts';
import { setsOfMuscles } from '#schema/fitness/rules/muscle-volume.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRows } from '#src/replica/public.ts';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { rowsToTrained } from '../../model.ts';
import { muscleStrings as words } from '../../muscle-strings.ts';
import { trainedExercises } from '../../queries.ts';
import { MuscleBars } from './muscle-bars.tsx';

export function RecentMuscles() {
  const today = useToday();
  const read = useRows(trainedExercises(addDays(today, -6), addDays(today, 1)));
  // Absent where nothing was trained: while it loads it takes the room it took last time.
  return (
    <WhenRead read={read} loading={<Skeleton height={0} radius="lg" />}>
      {({ rows }) =>
        rows.length === 0 ? null : (
          <Section title={words.lastDays} description={words.lastDaysText}>
            <MuscleBars sets={setsOfMuscles(rowsToTrained(rows))} />
            <PlainLink to="/train/muscles">{words.link}</PlainLink>
          </Section>
        )
      }
    </WhenRead>
  );
}
