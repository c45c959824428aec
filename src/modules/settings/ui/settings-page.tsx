// Everything a person can set: each module's sections in turn. Each change is saved at once.
import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { inOrder } from '#src/modules/manifest.ts';
import { useShownModules } from '#src/modules/shown.ts';
import { Flow } from '#src/ui/columns.tsx';
import { Page } from '#src/ui/page.tsx';
import { strings } from '../strings.ts';

export function SettingsPage() {
  const sections = inOrder(useShownModules().flatMap(({ settings }) => settings ?? []));
  return (
    <Page title={strings.title} description={strings.description}>
      <Flow>
        {sections.map(({ order, Content }) => (
          <Suspense key={order} fallback={<Skeleton height={160} radius="lg" />}>
            <Content />
          </Suspense>
        ))}
      </Flow>
    </Page>
  );
}
