// The focus page at its address: starts a session at once where the address asks for it.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { FocusPage } from './focus-page.tsx';

const route = getRouteApi('/focus');

export function FocusPlace() {
  const { start } = route.useSearch();
  const navigate = route.useNavigate();
  const forget = useCallback(() => void navigate({ to: '/focus', search: {}, replace: true }), [navigate]);
  return <FocusPage startNow={start === 1} onStarted={forget} />;
}
