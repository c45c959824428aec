// Achievements: how many, the nearest with how far they are, and those earned. Hidden ones are only counted.
import { Button, Progress, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { IconAward } from '@tabler/icons-react';
import { useState } from 'react';
import { formatMoment } from '#src/format/days.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { achievementViews, nearest, type AchievementView } from '../achievement-views.ts';
import { achievements, currentLevel, lifetimeTotals, streaks } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './progress.module.css';

const words = strings.achievements;
const NEAR = 6;
const EARNED = 6;

export function Achievements() {
  const read = joinRows({
    rows: useRows(achievements()),
    totals: useRows(lifetimeTotals()),
    streaks: useRows(streaks()),
    levels: useRows(currentLevel()),
  });
  return (
    <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
      {({ rows: { levels, ...parts } }) => (
        <AchievementSection views={achievementViews({ ...parts, level: levels[0]?.current_level ?? 1 })} />
      )}
    </WhenRead>
  );
}

function AchievementSection({ views }: { views: AchievementView[] }) {
  const [isAll, setIsAll] = useState(false);
  const earned = views
    .filter(({ earnedAt }) => earnedAt !== null)
    .toSorted((a, b) => (b.earnedAt?.getTime() ?? 0) - (a.earnedAt?.getTime() ?? 0));
  const hidden = views.filter(({ isHidden, earnedAt }) => isHidden && earnedAt === null).length;
  const near = isAll ? views.filter(({ isHidden, earnedAt }) => !isHidden && earnedAt === null) : nearest(views, NEAR);
  return (
    <Section title={words.title} description={words.summary(earned.length, views.length)}>
      <Stack gap="md">
        {near.length > 0 && (
          <div>
            <h3 className={classes.part}>{words.near}</h3>
            <SimpleGrid component="ul" cols={{ base: 1, sm: 2 }} spacing="md" className={classes.plainList}>
              {near.map((view) => (
                <Near key={view.key} view={view} />
              ))}
            </SimpleGrid>
          </div>
        )}
        <div>
          <h3 className={classes.part}>{words.earned}</h3>
          {earned.length === 0 ? (
            <Text c="dimmed">{words.none}</Text>
          ) : (
            <SimpleGrid component="ul" cols={{ base: 1, sm: 2 }} spacing="md" className={classes.plainList}>
              {(isAll ? earned : earned.slice(0, EARNED)).map((view) => (
                <Earned key={view.key} view={view} />
              ))}
            </SimpleGrid>
          )}
        </div>
        {hidden > 0 && (
          <Text size="sm" c="dimmed">
            {words.hidden(hidden)}
          </Text>
        )}
        <Button variant="subtle" onClick={() => setIsAll(!isAll)}>
          {isAll ? words.showFewer : words.showAll}
        </Button>
      </Stack>
    </Section>
  );
}

const Near = ({ view }: { view: AchievementView }) => (
  <li>
    <Text fw={560}>{view.name}</Text>
    <Text size="sm" c="dimmed">
      {view.description}
    </Text>
    <Progress
      value={(view.progress / view.goal) * 100}
      mt={6}
      aria-label={`${view.name}: ${words.of(view.progress, view.goal)}`}
    />
    <Text size="sm" c="dimmed" className="tabular" mt={2}>
      {words.of(view.progress, view.goal)}
    </Text>
  </li>
);

const Earned = ({ view }: { view: AchievementView }) => (
  <li className={classes.earned}>
    <IconAward size={28} stroke={1.6} aria-hidden className={classes.award} />
    <div>
      <Text fw={560}>{view.name}</Text>
      <Text size="sm" c="dimmed">
        {view.description}
      </Text>
      {view.earnedAt && (
        <Text size="xs" c="dimmed" className="tabular">
          {formatMoment(view.earnedAt)}
        </Text>
      )}
    </div>
  </li>
);
