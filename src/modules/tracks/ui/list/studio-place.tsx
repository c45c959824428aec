// The list of tracks at its address, told of files that were shared to the app or opened with it.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useIncomingFiles } from '#src/incoming/incoming-files.ts';
import { StudioPage } from './studio-page.tsx';

const route = getRouteApi('/studio');

export function StudioPlace() {
  const { shared } = route.useSearch();
  const navigate = route.useNavigate();
  const forget = useCallback(() => void navigate({ to: '/studio', search: {}, replace: true }), [navigate]);
  const { files, take } = useIncomingFiles(shared === 1, forget);
  return <StudioPage incoming={files} onTaken={take} onMissedSeen={shared === 'missed' ? forget : undefined} />;
}
