// The comparison at its address: the two tracks are search parameters, so that it can be linked to.
import { getRouteApi } from '@tanstack/react-router';
import { given } from '#src/routing.ts';
import { ComparePage } from './compare-page.tsx';

const route = getRouteApi('/studio/compare');

export function ComparePlace() {
  const { a, b } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <ComparePage
      a={a}
      b={b}
      onChoose={(next) => void navigate({ to: '/studio/compare', search: given({ a: next.a, b: next.b }), replace: true })}
    />
  );
}
