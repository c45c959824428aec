// Finishing a workout: what will be left out, and when it ended if the last set was a while ago.
import { Radio, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { clock } from '#src/clock/clock.ts';
import { formatWeekdayTime } from '#src/format/days.ts';
import { useWorkoutCommands } from '../../commands.ts';
import { likelyEnd, totalsOf } from '../../model.ts';
import type { SessionRow, SetRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { Confirm } from '#src/ui/confirm.tsx';

const words = strings.finish;

export function FinishDialog({ session, sets, onClose }: { session: SessionRow; sets: readonly SetRow[]; onClose(): void }) {
  const workouts = useWorkoutCommands();
  const navigate = useNavigate();
  const { done, planned } = totalsOf(sets);
  const [openedAt] = useState(() => clock.now());
  const last = likelyEnd(sets, openedAt);
  const [ended, setEnded] = useState<'then' | 'now'>(last === null ? 'now' : 'then');

  const finish = async () => {
    onClose();
    const isFinished = await workouts.finish(session.id, ended === 'then' ? last : null);
    if (isFinished) void navigate({ to: '/train/history/$id', params: { id: session.id }, replace: true });
  };

  return (
    <Confirm
      title={words.title}
      confirm={words.confirm}
      keep={strings.session.keep}
      onClose={onClose}
      onConfirm={() => void finish()}
      text={
        <Stack gap="sm">
          <Text>{done === 0 ? words.none : strings.sets(done)}</Text>
          {planned > 0 && done > 0 && <Text c="dimmed">{words.unticked(planned)}</Text>}
          {last && (
            <Radio.Group label={words.stale} value={ended} onChange={(value) => setEnded(value === 'then' ? 'then' : 'now')}>
              <Stack gap="xs" mt="xs">
                <Radio value="then" label={words.endedThen(formatWeekdayTime(last))} />
                <Radio value="now" label={words.endedNow} />
              </Stack>
            </Radio.Group>
          )}
        </Stack>
      }
    />
  );
}
