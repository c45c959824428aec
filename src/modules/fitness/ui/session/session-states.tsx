// A session that is not there, one that is still being read, and one that cannot be read.
import { Button, Skeleton, Stack } from '@mantine/core';
import { IconBarbell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import type { Failed } from '#src/replica/public.ts';
import { Page } from '#src/ui/page.tsx';
import { ReadProblem } from '#src/ui/when-read.tsx';
import { strings } from '../../strings.ts';

const words = strings.session;

export const MissingSession = () => (
  <Page title={strings.title} isNarrow>
    <EmptyPlace
      icon={IconBarbell}
      title={words.missingTitle}
      action={
        <Button component={Link} to="/train">
          {words.backToTrain}
        </Button>
      }
    >
      {words.missingText}
    </EmptyPlace>
  </Page>
);

export const UnreadSession = ({ failed }: { failed: Failed }) => (
  <Page title={strings.title} isNarrow>
    <ReadProblem failed={failed} />
  </Page>
);

export const SessionSkeleton = () => (
  <Page title={strings.title} isNarrow>
    <Stack gap="md" aria-hidden>
      <Skeleton height={260} radius="lg" />
      <Skeleton height={260} radius="lg" />
    </Stack>
  </Page>
);
