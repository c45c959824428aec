// The rest after a set of one exercise: for this workout, and from now on whenever the exercise is added.
import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { settingLimits } from '#schema/settings/rules.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import type { EntryView } from '../../model.ts';
import { strings } from '../../strings.ts';

const words = strings.rest;

interface RestDialogProps {
  sessionId: string;
  entry: EntryView;
  onClose(): void;
}

export function RestDialog({ sessionId, entry, onClose }: RestDialogProps) {
  const usual = useSettings().restSeconds;
  const run = useRun();
  const [seconds, setSeconds] = useState<number | null>(entry.restSeconds);
  const save = async (restSeconds: number | null) => {
    onClose();
    if (!(await run('workout.annotateExercise', { sessionId, entryId: entry.id, restSeconds }))) return;
    await run('exercise.prefer', { exerciseId: entry.exerciseId, restSeconds });
  };
  return (
    <Modal opened onClose={onClose} title={words.of(entry.name)} closeButtonProps={{ 'aria-label': strings.close }}>
      <Stack gap="md">
        <NumberInput
          data-autofocus
          label={words.seconds}
          description={words.usual(usual)}
          min={settingLimits.restSeconds.min}
          max={settingLimits.restSeconds.max}
          step={15}
          clampBehavior="strict"
          allowDecimal={false}
          value={seconds ?? ''}
          onChange={(value) => setSeconds(typeof value === 'number' ? value : null)}
        />
        <Text size="sm" c="dimmed">
          {words.remembered}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {strings.cancel}
          </Button>
          <Button onClick={() => void save(seconds)}>{strings.save}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
