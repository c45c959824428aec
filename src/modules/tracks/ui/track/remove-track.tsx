// Deleting a track on all devices, after a question.
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useRun } from '#src/modules/use-run.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { showToast } from '#src/ui/toast.tsx';
import type { TrackRow } from '../../queries.ts';
import { strings } from '../../strings.ts';

const words = strings.track;

export function useRemoveTrack({ id, name }: Pick<TrackRow, 'id' | 'name'>): { ask(): void; question: ReactNode } {
  const [isAsking, setAsking] = useState(false);
  const run = useRun();
  const navigate = useNavigate();
  const remove = async () => {
    if (!(await run('tracks.remove', { trackId: id }))) return;
    showToast({ message: words.removed });
    void navigate({ to: '/studio' });
  };
  return {
    ask: () => setAsking(true),
    question: isAsking && (
      <Confirm
        isDangerous
        title={words.removeTitle}
        text={words.removeText(name)}
        confirm={words.removeConfirm}
        keep={words.removeKeep}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      />
    ),
  };
}
