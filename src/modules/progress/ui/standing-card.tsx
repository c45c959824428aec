// Where the person stands: level, coins, the longest running streak. Leads to the profile.
import { Group, Skeleton, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useToday } from '#src/modules/settings/public.ts';
import { WhenRead } from '#src/ui/when-read.tsx';
import type { Standing } from '../model.ts';
import { strings } from '../strings.ts';
import { useBestStreak, useStanding } from '../use-standing.ts';
import { LevelRing } from './level-ring.tsx';
import classes from './progress.module.css';

const words = strings.card;

export function StandingCard() {
  const today = useToday();
  const read = useStanding();
  return (
    <WhenRead read={read} loading={<Skeleton height={96} radius="lg" />}>
      {({ standing }) => <StandingLink standing={standing} today={today} />}
    </WhenRead>
  );
}

function StandingLink({ standing, today }: { standing: Standing; today: string }) {
  const streak = useBestStreak(today);
  const left = standing.xpToNext - standing.xpIntoLevel;
  const facts = [words.coins(standing.coins), ...(streak > 0 ? [words.streak(streak)] : [])];
  return (
    <Link to="/profile" className={classes.standing}>
      <Group gap="md" wrap="nowrap">
        <LevelRing standing={standing} size={56} />
        <div>
          <Text fw={560}>
            {words.level(standing.level)}
            <Text span c="dimmed" fw={400} className="tabular">
              {' '}
              · {standing.xpToNext === 0 ? words.lastLevel : words.xpLeft(left)}
            </Text>
          </Text>
          <Text size="sm" c="dimmed" className="tabular">
            {facts.join(' · ')}
          </Text>
        </div>
      </Group>
      <IconChevronRight size={18} aria-hidden />
    </Link>
  );
}
