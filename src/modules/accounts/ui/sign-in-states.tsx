// What the sign-in page shows while it works and when it is done.
import { Button, Loader, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { strings } from '../strings.ts';

const words = strings.verify;

/** `returnTo`: a checked path of the app where the person came from. */
export function Done({ returnTo }: { returnTo: string | null }) {
  const go =
    returnTo === null ? (
      <Button component={Link} to="/">
        {words.go}
      </Button>
    ) : (
      <Button component="a" href={returnTo}>
        {words.goBack}
      </Button>
    );
  return (
    <EmptyPlace icon={IconCircleCheck} title={words.done} action={go}>
      {words.doneText}
    </EmptyPlace>
  );
}

export function Working({ text }: { text: string }) {
  return (
    <Stack align="center" gap="md" py="xl" role="status">
      <Loader />
      <Text>{text}</Text>
    </Stack>
  );
}
