// Stands before the app until a signed-in person has accepted the terms of the server's operator, and again when their version changes.
// Without a network it is not shown, because the app works offline; a running session is not interrupted.
import { Anchor, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { WaysAnswer } from '#schema/protocol/answers.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { useIsSessionRunning } from '#src/modules/manifest.ts';
import { useRow } from '#src/replica/public.ts';
import { Problem } from '#src/ui/problem.tsx';
import { acceptedTerms } from '../queries.ts';
import { strings } from '../strings.ts';
import { useOfferedWays } from '../use-offered-ways.ts';
import { acceptTerms } from '../ways-client.ts';
import { SignOut } from './sign-out.tsx';

const words = strings.terms;

type Terms = NonNullable<WaysAnswer['terms']>;

export function TermsGate({ person }: { person: string }) {
  const terms = useOfferedWays()?.terms;
  const accepted = useRow(acceptedTerms(), { mayArrive: true });
  const isSessionRunning = useIsSessionRunning();
  if (!terms || accepted.kind !== 'ready' || accepted.row.id !== person || isSessionRunning) return null;
  if (accepted.row.tos_version === terms.version) return null;
  return <Question key={terms.version} person={person} terms={terms} isChanged={accepted.row.tos_version !== null} />;
}

function Question({ person, terms, isChanged }: { person: string; terms: Terms; isChanged: boolean }) {
  const [isOldEnough, setOldEnough] = useState(false);
  const [isAccepted, setAccepted] = useState(false);
  const [state, setState] = useState<{ isWorking: boolean; error?: CadenceError }>({ isWorking: false });
  const accept = async (): Promise<void> => {
    setState({ isWorking: true });
    const answer = await acceptTerms(person, terms.version);
    // The row of the person arrives by the feed and closes this page, here and on other devices.
    if (!answer.ok) setState({ isWorking: false, error: answer.error });
  };
  return (
    <Modal
      opened
      fullScreen
      onClose={() => undefined}
      title={isChanged ? words.changedTitle : words.title}
      withCloseButton={false}
      closeOnEscape={false}
    >
      <Stack gap="md" maw={560} mx="auto">
        <Text>{isChanged ? words.changedText : words.text}</Text>
        {terms.url !== null && (
          <Anchor href={terms.url} target="_blank" rel="noreferrer">
            {words.read(terms.version)}
          </Anchor>
        )}
        {terms.minAge > 0 && (
          <Checkbox
            label={words.age(terms.minAge)}
            checked={isOldEnough}
            onChange={(event) => setOldEnough(event.currentTarget.checked)}
          />
        )}
        <Checkbox
          label={words.accept(terms.version)}
          checked={isAccepted}
          onChange={(event) => setAccepted(event.currentTarget.checked)}
        />
        {state.error && <Problem error={state.error} />}
        <Group gap="xs">
          <Button
            disabled={!isAccepted || (terms.minAge > 0 && !isOldEnough)}
            loading={state.isWorking}
            onClick={() => void accept()}
          >
            {words.submit}
          </Button>
          <SignOut />
        </Group>
        <Text size="sm" c="dimmed">
          {words.safe}
        </Text>
      </Stack>
    </Modal>
  );
}
