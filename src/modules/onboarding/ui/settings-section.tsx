// In the settings: the interests, and the introductions to begin, continue or see again.
import { Button, Chip, Group, Skeleton, Text } from '@mantine/core';
import { INTEREST_KEYS, INTERESTS } from '#schema/onboarding/rules.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { isUnderway, stateOf } from '../model.ts';
import { flows, interests, states, type FlowRow, type StateRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useBeginTour } from '../use-begin-tour.ts';

export const OnboardingSettings = () => (
  <>
    <InterestsSection />
    <ToursSection />
  </>
);

function InterestsSection() {
  const run = useRun();
  const words = strings.interests;
  const read = useRows(interests());
  return (
    <Section title={words.title} description={words.description}>
      <WhenRead read={read} loading={<Skeleton height={96} />}>
        {({ rows }) => {
          const own = new Set(rows.map(({ interest_key }) => interest_key));
          return (
            <Group gap={8} role="group" aria-label={words.label}>
              {INTEREST_KEYS.map((key) => (
                <Chip key={key} checked={own.has(key)} onChange={(isChosen) => void run('interest.choose', { key, isChosen })}>
                  {INTERESTS[key].label}
                </Chip>
              ))}
            </Group>
          );
        }}
      </WhenRead>
    </Section>
  );
}

function ToursSection() {
  const words = strings.section;
  const all = useRows(flows());
  const known = rowsIfReady(useRows(states())) ?? [];
  return (
    <Section title={words.title} description={words.description}>
      <WhenRead read={all} loading={<Skeleton height={96} />}>
        {({ rows }) => (
          <List label={words.title}>
            {rows
              .filter(({ is_active }) => is_active)
              .map((flow) => (
                <TourRow key={flow.id} flow={flow} state={stateOf(known, flow.id)} />
              ))}
          </List>
        )}
      </WhenRead>
    </Section>
  );
}

function TourRow({ flow, state }: { flow: FlowRow; state: StateRow | undefined }) {
  const begin = useBeginTour();
  const isRunning = isUnderway(state?.status);
  const label = isRunning ? strings.resume : state?.status === 'completed' ? strings.section.again : strings.start;
  return (
    <ListRow
      actions={
        <Button variant="default" aria-label={`${label}: ${flow.name}`} onClick={() => void begin(flow.id, isRunning)}>
          {label}
        </Button>
      }
    >
      <Text fw={520}>{flow.name}</Text>
      <Text size="sm" c="dimmed">
        {strings.section.states[state?.status ?? 'none']}
      </Text>
    </ListRow>
  );
}
