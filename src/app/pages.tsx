// The pages that belong to no module: an unknown address, a page that broke.
import { Button, Code } from '@mantine/core';
import { IconAlertTriangle, IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { strings } from './strings.ts';

export function NotFoundPage() {
  return (
    <Page title={strings.notFound.title}>
      <EmptyPlace
        icon={IconMapOff}
        title={strings.notFound.text}
        action={
          <Button component={Link} to="/">
            {strings.notFound.back}
          </Button>
        }
      >
        {null}
      </EmptyPlace>
    </Page>
  );
}

export function BrokenPage({ error }: { error: unknown }) {
  return (
    <Page title={strings.broken.title}>
      <EmptyPlace
        icon={IconAlertTriangle}
        title={strings.broken.text}
        action={<Button onClick={() => location.reload()}>{strings.broken.reload}</Button>}
      >
        <Code>{error instanceof Error ? error.message : String(error)}</Code>
      </EmptyPlace>
    </Page>
  );
}
