// Asks whether it is still the same person: by a passkey, or by the code of a mail.
import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFingerprint, IconMail } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Problem } from '#src/ui/problem.tsx';
import type { AuthResult } from '../auth-request.ts';
import { confirmByCode, requestConfirmMail } from '../confirm-client.ts';
import { showingConfirmation, useConfirmStore } from '../confirming.ts';
import { canUsePasskeys, confirmByPasskey } from '../passkey-client.ts';
import { passkeys } from '../queries.ts';
import { strings } from '../strings.ts';
import { CodeField, codeOf, codeProblem } from './code-field.tsx';

const words = strings.confirm;

interface Person {
  userId: string;
  email: string;
}

/** Where a page has requests that may need a confirmation. */
export function ConfirmQuestion({ person }: { person: Person }) {
  const answer = useConfirmStore((state) => state.answer);
  useEffect(showingConfirmation, []);
  return answer && <ConfirmDialog person={person} onAnswer={answer} />;
}

type Step = { kind: 'choosing' } | { kind: 'code'; mailbox: string | undefined };

function ConfirmDialog({ person, onAnswer }: { person: Person; onAnswer(isConfirmed: boolean): void }) {
  const [step, setStep] = useState<Step>({ kind: 'choosing' });
  const hasPasskey = (rowsIfReady(useRows(passkeys()))?.length ?? 0) > 0 && canUsePasskeys();
  const working = useWorking();
  const confirmWithPasskey = async (): Promise<void> => {
    if (await working.run(() => confirmByPasskey(person.userId))) onAnswer(true);
  };
  const sendMail = async (): Promise<void> => {
    const sent = await working.run(() => requestConfirmMail(person.userId));
    if (sent) setStep({ kind: 'code', mailbox: sent.value.mailbox });
  };
  return (
    <Modal opened onClose={() => onAnswer(false)} title={words.title} closeButtonProps={{ 'aria-label': words.keep, size: 44 }}>
      <Stack gap="md">
        <Text size="sm">{words.text}</Text>
        {working.error && <Problem error={working.error} />}
        {step.kind === 'choosing' && (
          <Group gap="xs">
            {hasPasskey && (
              <Button
                leftSection={<IconFingerprint size={20} aria-hidden />}
                loading={working.isWorking}
                onClick={() => void confirmWithPasskey()}
              >
                {words.passkey}
              </Button>
            )}
            <Button
              variant={hasPasskey ? 'default' : 'filled'}
              leftSection={<IconMail size={20} aria-hidden />}
              loading={working.isWorking}
              onClick={() => void sendMail()}
            >
              {words.mail}
            </Button>
          </Group>
        )}
        {step.kind === 'code' && <CodeForm person={person} mailbox={step.mailbox} onDone={() => onAnswer(true)} />}
      </Stack>
    </Modal>
  );
}

function CodeForm({ person, mailbox, onDone }: { person: Person; mailbox: string | undefined; onDone(): void }) {
  const working = useWorking();
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' }, validate: { code: codeProblem } });
  const submit = form.onSubmit(({ code }) => {
    void working.run(() => confirmByCode(person.userId, codeOf(code))).then((done) => done && onDone());
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm" role="status">
          {words.sentTo(person.email)}
        </Text>
        {mailbox !== undefined && (
          <Anchor href={mailbox} target="_blank" size="sm">
            {words.mailbox}
          </Anchor>
        )}
        <CodeField key={form.key('code')} {...form.getInputProps('code')} />
        {working.error && <Problem error={working.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={working.isWorking}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** One request at a time, and why the last one failed. */
export function useWorking() {
  const [state, setState] = useState<{ isWorking: boolean; error?: CadenceError }>({ isWorking: false });
  const run = async <Value,>(work: () => Promise<AuthResult<Value>>): Promise<{ value: Value } | null> => {
    setState({ isWorking: true });
    const result = await work();
    setState(result.ok ? { isWorking: false } : { isWorking: false, error: result.error });
    return result.ok ? { value: result.value } : null;
  };
  return { ...state, run };
}
