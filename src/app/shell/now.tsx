// What runs now, from every module that has something running.
import { Suspense } from 'react';
import { useModules } from '#src/modules/manifest.ts';

export const Now = ({ className }: { className: string | undefined }) => (
  <div className={className}>
    {useModules().map(
      ({ name, Now: Running }) =>
        Running && (
          <Suspense key={name} fallback={null}>
            <Running />
          </Suspense>
        ),
    )}
  </div>
);
