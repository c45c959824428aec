// A session that is not there, one that is still being read, and one that cannot be read.
import { Skeleton, Stack } from '@mantine/core';
import { IconBarbell } from '@tabler/icons-react';
import type { Failed } from '#src/replica/public.ts';
import { MissingPage } from '#src/ui/missing-page.tsx';
import { Page } from '#src/ui/page.tsx';
import { ReadProblem } from '#src/ui/when-read.tsx';
import { strings } from '../../strings.ts';

const words = strings.session;

export const MissingSession = () => (
  <MissingPage
    heading={strings.title}
    icon={IconBarbell}
    title={words.missingTitle}
    text={words.missingText}
    back={{ to: '/train', label: words.backToTrain }}
    isNarrow
  />
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
