// Skills with their stars. Each opens to the deeds that gave them.
import { Modal, Progress, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { formatMoment } from '#src/format/days.ts';
import { formatSigned } from '#src/format/numbers.ts';
import { useRows, type RowOf } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { skillEvidence, skills, type SkillRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useOccurrencePages } from '../use-occurrence-pages.ts';
import classes from './progress.module.css';

const words = strings.skills;
const EVIDENCE = 60;

export function Skills() {
  const read = useRows(skills());
  const [opened, setOpened] = useState<SkillRow | null>(null);
  return (
    <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
      {({ rows }) => (
        <Section title={words.title} description={words.description}>
          <ul className={classes.plainList}>
            {rows.map((row) => (
              <li key={row.key}>
                <UnstyledButton className={classes.skill} onClick={() => setOpened(row)}>
                  <Skill row={row} />
                </UnstyledButton>
              </li>
            ))}
          </ul>
          {opened && <Evidence row={opened} onClose={() => setOpened(null)} />}
        </Section>
      )}
    </WhenRead>
  );
}

function Skill({ row }: { row: SkillRow }) {
  const stars = row.current_stars ?? 0;
  const level = row.current_level ?? 0;
  const isTop = level >= row.max_level;
  const into = stars - level * row.stars_per_level;
  return (
    <>
      <span className={classes.skillHead}>
        <Text span fw={560}>
          {row.name}
        </Text>
        <Text span size="sm" c="dimmed" className="tabular">
          {words.level(level)} · {words.stars(stars)}
        </Text>
      </span>
      <Progress component="span" display="flex" value={isTop ? 100 : (into / row.stars_per_level) * 100} aria-label={row.name} />
      <Text span display="block" size="sm" c="dimmed" mt={4}>
        {isTop ? words.top : words.toNext(row.stars_per_level - into, level + 1)}
      </Text>
    </>
  );
}

function Evidence({ row, onClose }: { row: SkillRow; onClose(): void }) {
  const read = useRows(skillEvidence(row.key, EVIDENCE));
  const pageOf = useOccurrencePages();
  return (
    <Modal opened onClose={onClose} title={row.name} closeButtonProps={{ 'aria-label': words.close, size: 44 }}>
      <Stack gap="sm">
        <Text c="dimmed">{row.description}</Text>
        <WhenRead read={read} loading={<Skeleton height={160} />}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Text>{words.noEvidence}</Text>
            ) : (
              <ul className={classes.plainList} aria-label={words.evidence}>
                {rows.map((entry) => (
                  <li key={entry.id}>
                    <Deed entry={entry} onOpen={pageOf(entry.event_type, entry.event_id)} />
                  </li>
                ))}
              </ul>
            )
          }
        </WhenRead>
      </Stack>
    </Modal>
  );
}

/** With `onOpen` a button that leads to the session, the lesson or the book behind the stars. */
function Deed({ entry, onOpen }: { entry: RowOf<typeof skillEvidence>; onOpen: (() => void) | null }) {
  const content = (
    <>
      <span>
        <Text span display="block">
          {entry.reason}
        </Text>
        <Text span display="block" size="xs" c="dimmed">
          {formatMoment(entry.created_at)}
        </Text>
      </span>
      <Text span className="tabular" style={{ whiteSpace: 'nowrap' }}>
        {formatSigned(entry.skill_stars)} <IconStarFilled size={14} aria-hidden />
        {onOpen && <IconChevronRight size={16} aria-hidden />}
      </Text>
    </>
  );
  if (!onOpen) return <span className={classes.evidence}>{content}</span>;
  return (
    <UnstyledButton className={classes.evidence} onClick={onOpen}>
      {content}
    </UnstyledButton>
  );
}
