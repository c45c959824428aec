// Everything a person can set: each module's sections in turn. Each change is saved at once.
import { Skeleton } from '@mantine/core';
import { Suspense, useDeferredValue } from 'react';
import { inOrder, type ModuleManifest } from '#src/modules/manifest.ts';
import { useShownModules } from '#src/modules/shown.ts';
import { Flow } from '#src/ui/columns.tsx';
import { KeptHeight } from '#src/ui/kept-height.tsx';
import { Page } from '#src/ui/page.tsx';
import { strings } from '../strings.ts';

const NONE_YET: readonly ModuleManifest[] = [];
const WAITING = <Skeleton height={160} radius="lg" />;

export function SettingsPage() {
  // The router renders a page in one task. The sections take longer than a frame, so they follow in slices.
  const modules = useDeferredValue(useShownModules(), NONE_YET);
  const sections = inOrder(modules.flatMap(({ settings }) => settings ?? []));
  return (
    <Page title={strings.title} description={strings.description}>
      <KeptHeight name="settings">
        {modules === NONE_YET ? (
          WAITING
        ) : (
          <Flow>
            {sections.map(({ order, Content }) => (
              <Suspense key={order} fallback={WAITING}>
                <Content />
              </Suspense>
            ))}
          </Flow>
        )}
      </KeptHeight>
    </Page>
  );
}
