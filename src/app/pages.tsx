// The pages that belong to no module: an unknown address, and a page that threw an error.
import { Button, Code } from '@mantine/core';
import { IconAlertTriangle, IconMapOff } from '@tabler/icons-react';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { hasMalformedId } from './address-ids.ts';
import { strings } from './strings.ts';

/** The page of the address, where the address can be one of a row. */
export const AddressedPage = () => (hasMalformedId(useParams({ strict: false })) ? <NotFoundPage /> : <Outlet />);

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
