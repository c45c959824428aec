// One step of an introduction, in a panel that leaves the page usable. It points at a place where the step names one, else says the
// step's other text; it asks where the step asks.
import { ActionIcon, Badge, Button, Group, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { activeSteps, placeOf, stateOf } from '../model.ts';
import { flows, states, stepsOf, type StepRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { hideTour } from '../tour-store.ts';
import { useTarget } from '../use-target.ts';
import classes from './onboarding.module.css';
import { StepQuestion } from './step-question.tsx';

export { FlowPreview, StepPreview } from './previews.tsx';

interface PanelProps {
  flowId: string;
  isPreview: boolean;
}

export function TourPanel({ flowId, isPreview }: PanelProps) {
  const flow = rowsIfReady(useRows(flows()))?.find(({ id }) => id === flowId);
  const steps = rowsIfReady(useRows(stepsOf(flowId)));
  const known = rowsIfReady(useRows(states()));
  if (!flow || !steps || !known) return null;
  const shown = activeSteps(steps);
  if (shown.length === 0) return null;
  const first = isPreview ? 0 : placeOf(shown, stateOf(known, flowId));
  return <Steps name={flow.name} steps={shown} first={first} flowId={flowId} isPreview={isPreview} />;
}

interface StepsProps extends PanelProps {
  name: string;
  steps: readonly StepRow[];
  first: number;
}

function Steps({ name, steps, first, flowId, isPreview }: StepsProps) {
  const run = useRun();
  const [at, setAt] = useState(first);
  const step = steps[Math.min(at, steps.length - 1)];
  const isLast = at >= steps.length - 1;
  const go = (to: number): void => {
    setAt(to);
    const next = steps[to];
    if (next && !isPreview) void run('onboarding.goTo', { stepId: next.id });
  };
  const finish = (): void => {
    hideTour();
    if (!isPreview) void run('onboarding.finish', { flowId });
  };
  if (!step) return null;
  return (
    <Step
      key={step.id}
      name={name}
      step={step}
      place={strings.step(at + 1, steps.length)}
      isLast={isLast}
      isPreview={isPreview}
      onBack={at === 0 ? null : () => go(at - 1)}
      onNext={() => (isLast ? finish() : go(at + 1))}
      onFinish={finish}
    />
  );
}

interface StepProps {
  name: string;
  step: StepRow;
  place: string;
  isLast: boolean;
  isPreview: boolean;
  onBack: (() => void) | null;
  onNext(): void;
  onFinish(): void;
}

function Step({ name, step, place, isLast, isPreview, onBack, onNext, onFinish }: StepProps) {
  const navigate = useNavigate();
  const target = useTarget(step.target_selector);
  const titleId = useId();
  useHotkeys([['Escape', hideTour]]);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (step.target_route !== null && step.target_route !== window.location.pathname) void navigate({ to: step.target_route });
  }, [step.target_route, navigate]);
  const isLost = step.target_selector !== null && target === null;
  return (
    <>
      {target && (
        <div
          className={classes.ring}
          aria-hidden
          style={{ top: target.top - 4, left: target.left - 4, width: target.width + 8, height: target.height + 8 }}
        />
      )}
      <section role="dialog" aria-labelledby={titleId} className={classes.panel}>
        <div className={classes.head}>
          <Text size="sm" c="dimmed" className="tabular">
            {`${name} · ${place}`}
          </Text>
          <ActionIcon aria-label={strings.later} onClick={hideTour}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </div>
        {isPreview && (
          <Badge variant="light" tt="none">
            {strings.preview}
          </Badge>
        )}
        <Title order={2} size="h3" id={titleId} ref={title} tabIndex={-1} className={classes.title}>
          {step.title}
        </Title>
        <Text>{isLost ? (step.fallback_content ?? step.description) : step.description}</Text>
        <StepQuestion step={step} isPreview={isPreview} onLeave={onFinish} />
        <Group justify="space-between" gap="xs">
          {onBack ? (
            <Button variant="default" onClick={onBack}>
              {strings.back}
            </Button>
          ) : (
            <span />
          )}
          <Button onClick={onNext}>{isLast ? strings.done : strings.next}</Button>
        </Group>
      </section>
    </>
  );
}
