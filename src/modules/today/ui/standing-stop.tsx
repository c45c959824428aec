// Where the person stands: level, coins, the longest running streak. Leads to the profile.
import { Group, Skeleton, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { LevelRing, useBestStreak, useStanding } from '#src/modules/account/public.ts';
import { strings } from '../strings.ts';
import classes from './today.module.css';

export function StandingStop({ today }: { today: string }) {
  const standing = useStanding();
  const streak = useBestStreak(today);
  if (standing === undefined) return <Skeleton height={96} radius="lg" />;
  const left = standing.xpToNext - standing.xpIntoLevel;
  const facts = [strings.coins(standing.coins), ...(streak > 0 ? [strings.streak(streak)] : [])];
  return (
    <Link to="/profile" className={classes.standing}>
      <Group gap="md" wrap="nowrap">
        <LevelRing standing={standing} size={56} />
        <div>
          <Text fw={560}>
            {strings.level(standing.level)}
            <Text span c="dimmed" fw={400} className="tabular">
              {' '}
              · {standing.xpToNext === 0 ? strings.lastLevel : strings.xpLeft(left)}
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
