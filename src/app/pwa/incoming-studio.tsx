// The list of tracks, told of files that were shared to the app or opened with it.
import { StudioPage } from '#src/modules/studio/public.ts';
import { useIncomingFiles } from './incoming-files.ts';

interface IncomingStudioProps {
  /** `missed`: files were shared before the app could take them. */
  share: 'kept' | 'missed' | null;
  onShareSeen(): void;
}

export function IncomingStudio({ share, onShareSeen }: IncomingStudioProps) {
  const { files, take } = useIncomingFiles(share === 'kept', onShareSeen);
  return <StudioPage incoming={files} onTaken={take} onMissedSeen={share === 'missed' ? onShareSeen : undefined} />;
}
