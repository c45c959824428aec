// The list of tracks, told of files that were shared to the app or opened with it.
import { StudioPage } from '#src/modules/studio/public.ts';
import { useIncomingFiles } from './incoming-files.ts';

interface IncomingStudioProps {
  wasShared: boolean;
  onSharedTaken(): void;
}

export function IncomingStudio({ wasShared, onSharedTaken }: IncomingStudioProps) {
  const { files, take } = useIncomingFiles(wasShared, onSharedTaken);
  return <StudioPage incoming={files} onTaken={take} />;
}
