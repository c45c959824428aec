// Keeps the order of the person's interests, and shows an introduction while one is open.
import { lazy, Suspense, useEffect } from 'react';
import { modulesOf } from '#schema/onboarding/rules.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { setFirstModules } from '../interests-store.ts';
import { interests } from '../queries.ts';
import { useTour } from '../tour-store.ts';

const TourPanel = lazy(async () => ({ default: (await import('./tour-panel.tsx')).TourPanel }));

export function OnboardingRuntime() {
  const rows = rowsIfReady(useRows(interests()));
  const { tour } = useTour();
  useEffect(() => {
    if (rows) setFirstModules(modulesOf(rows.map(({ interest_key }) => interest_key)));
  }, [rows]);
  if (tour === null) return null;
  return (
    <Suspense fallback={null}>
      <TourPanel key={tour.flowId} flowId={tour.flowId} isPreview={tour.isPreview} />
    </Suspense>
  );
}
