// What runs now, from every module that has something running.
import { Suspense } from 'react';
import { useModules } from '#src/modules/manifest.ts';
import { strings } from '../strings.ts';

export const Now = ({ className }: { className: string | undefined }) => (
  <section className={className} aria-label={strings.running}>
    {useModules().map(
      ({ name, Now: Running }) =>
        Running && (
          <Suspense key={name} fallback={null}>
            <Running />
          </Suspense>
        ),
    )}
  </section>
);
