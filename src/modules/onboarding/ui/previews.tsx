// An introduction and a step as people see them, from columns of rows that are not stored yet. Nothing in them can be pressed.
import { Button, Group, Text } from '@mantine/core';
import { strings } from '../strings.ts';
import classes from './onboarding.module.css';
import { StepQuestion, type AskingStep } from './step-question.tsx';

interface FlowPreviewProps {
  name: string;
  description: string | null;
  /** The titles of the steps, in their order. */
  steps: readonly string[];
}

/** The offer on Today, and the way through the steps. */
export const FlowPreview = ({ name, description, steps }: FlowPreviewProps) => (
  <div inert>
    <section aria-label={strings.previews.offer} className={classes.offer}>
      <div>
        <Text fw={560}>{name}</Text>
        {description !== null && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
      </div>
      <Button variant="light">{strings.start}</Button>
    </section>
    <ol aria-label={strings.previews.steps} className={classes.steps}>
      {steps.map((title, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- two steps may have the same title
        <li key={`${at}/${title}`}>{title}</li>
      ))}
    </ol>
  </div>
);

interface StepPreviewProps {
  step: Omit<AskingStep, 'id'>;
  description: string | null;
  /** Said where the step points at a place that is not on the screen; undefined where it points at none. */
  fallback: string | null | undefined;
}

export const StepPreview = ({ step, description, fallback }: StepPreviewProps) => (
  <div inert>
    <Card step={step} text={description} label={strings.previews.step} />
    {fallback !== undefined && (
      <>
        <Text size="sm" c="dimmed" mt="md" mb={6}>
          {strings.previews.lost}
        </Text>
        <Card step={step} text={fallback ?? description} label={strings.previews.lost} />
      </>
    )}
  </div>
);

const Card = ({ step, text, label }: { step: StepPreviewProps['step']; text: string | null; label: string }) => (
  <section aria-label={label} className={classes.card}>
    <Text fw={620} fz="h3">
      {step.title}
    </Text>
    <Text>{text}</Text>
    <StepQuestion step={{ ...step, id: '' }} isPreview onLeave={() => undefined} />
    <Group justify="flex-end">
      <Button>{strings.next}</Button>
    </Group>
  </section>
);
