// Above Today: the introduction that the person has neither finished nor skipped. It never opens by itself.
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useRun } from '#src/modules/use-run.ts';
import { useRows } from '#src/replica/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { offered } from '../model.ts';
import { flows, states } from '../queries.ts';
import { strings } from '../strings.ts';
import { useTour } from '../tour-store.ts';
import { useBeginTour } from '../use-begin-tour.ts';
import classes from './onboarding.module.css';

export function TourOffer() {
  const run = useRun();
  const begin = useBeginTour();
  const flowsRead = useRows(flows());
  const statesRead = useRows(states());
  const isOpen = useTour(({ tour }) => tour !== null);
  // As high as the offer was last time, and nothing where there was none (KeptHeight).
  if (flowsRead.kind === 'loading' || statesRead.kind === 'loading') return <Skeleton height={0} radius="lg" />;
  const offer = flowsRead.kind === 'ready' && statesRead.kind === 'ready' ? offered(flowsRead.rows, statesRead.rows) : null;
  if (offer === null || isOpen) return null;
  const { flow, isStarted } = offer;
  const skip = async (): Promise<void> => {
    if (await run('onboarding.skip', { flowId: flow.id })) showToast({ message: strings.skippedToast });
  };
  return (
    <section aria-label={flow.name} className={classes.offer}>
      <div>
        <Text fw={560}>{flow.name}</Text>
        {flow.description !== null && (
          <Text size="sm" c="dimmed">
            {flow.description}
          </Text>
        )}
      </div>
      <Group gap="xs">
        <Button
          variant="light"
          aria-label={isStarted ? strings.resumeOf(flow.name) : strings.startOf(flow.name)}
          onClick={() => void begin(flow.id, isStarted)}
        >
          {isStarted ? strings.resume : strings.start}
        </Button>
        <Button variant="subtle" color="gray" aria-label={strings.notNowOf(flow.name)} onClick={() => void skip()}>
          {strings.notNow}
        </Button>
      </Group>
    </section>
  );
}
