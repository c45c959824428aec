// Adding files as a page does it: the picker, a drop, the share sheet and "open with" all end here.
import { useCallback } from 'react';
import { audioType } from '#schema/tracks/audio-types.ts';
import { blobs } from '#src/blobs/public.ts';
import { keepStorageOnce } from '#src/modules/device/public.ts';
import { useReplica } from '#src/replica/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { addFiles } from './adding.ts';
import { strings } from '../strings.ts';

/** Takes files in; a cover picture or a playlist among them is passed over, unless there is nothing else. */
export function useAddFiles(): (files: readonly File[]) => void {
  const replica = useReplica();
  return useCallback(
    (files) => {
      const audio = files.filter(({ name, type }) => audioType(name, type) !== null);
      if (files.length > 0 && audio.length === 0) showToast({ message: strings.adding.noAudio });
      if (audio.length === 0) return;
      void addFiles({ replica, blobs, onAdded: () => void keepStorageOnce() }, audio);
    },
    [replica],
  );
}
