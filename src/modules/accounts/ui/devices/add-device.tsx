// Shows a code that signs in a new device, and asks for a confirmation of the words that both devices show.
import { Box, Button, Code, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { ShownCode } from '#schema/protocol/device-codes.ts';
import { useNow } from '#src/clock/use-now.ts';
import { now as clockNow } from '#src/clock/clock.ts';
import { formatClock } from '#src/format/durations.ts';
import { Problem } from '#src/ui/problem.tsx';
import { confirmShownCode, endShownCode, lookAtShownCode, showDeviceCode } from '../../device-codes-client.ts';
import { strings } from '../../device-strings.ts';
import { usePolled } from '../../use-polled.ts';
import { FourWords } from './four-words.tsx';

const words = strings.add;
const QrCode = lazy(() => import('./qr-code.tsx'));

interface Shown {
  id: string;
  code: string;
  endsAt: Date;
}

const isOver = ({ state }: ShownCode): boolean => state === 'gone';

export function AddDevice({ onClose }: { onClose(): void }) {
  const { shown, problem, showAnother } = useShownCode();
  const state = usePolled(shown?.id ?? null, lookAtShownCode, isOver);
  const [isConfirmed, setIsConfirmed] = useState(false);
  const [refusal, setRefusal] = useState<CadenceError | null>(null);
  const again = (): void => {
    setIsConfirmed(false);
    showAnother();
  };
  const isDone = isConfirmed && shown !== null && clockNow() < shown.endsAt;
  const act = async (work: typeof confirmShownCode): Promise<boolean> => {
    const answer = await work(shown?.id ?? '');
    setRefusal(answer.ok ? null : answer.error);
    return answer.ok;
  };
  // A code that nobody looks at any more should not work any more.
  const leave = (): void => {
    if (shown && !isConfirmed) void endShownCode(shown.id);
    onClose();
  };
  return (
    <Modal opened onClose={leave} title={words.title} closeButtonProps={{ 'aria-label': words.close }}>
      <Stack gap="md" align="stretch">
        {problem && <Problem error={problem} onRetry={again} />}
        {refusal && <Problem error={refusal} />}
        {!problem && !shown && <Skeleton height={280} radius="md" aria-label={words.loading} />}
        {shown && (state === null || state.state === 'shown') && <CodeToEnter shown={shown} />}
        {state?.state === 'claimed' && (
          <Compare
            claimed={state}
            onRefuse={() => void act(endShownCode).then((isEnded) => isEnded && onClose())}
            onConfirm={() => void act(confirmShownCode).then((isOk) => isOk && setIsConfirmed(true))}
          />
        )}
        {state?.state === 'confirmed' && <Text role="status">{words.confirmed}</Text>}
        {state?.state === 'gone' && <Over isDone={isDone} onClose={onClose} onAgain={again} />}
      </Stack>
    </Modal>
  );
}

interface CompareProps {
  claimed: Extract<ShownCode, { state: 'claimed' }>;
  onRefuse(): void;
  onConfirm(): void;
}

const Compare = ({ claimed, onRefuse, onConfirm }: CompareProps) => (
  <>
    <Text fw={560}>{words.compare}</Text>
    <FourWords words={claimed.words} />
    <Text size="sm">{words.from(claimed.device ?? strings.unknown, claimed.address)}</Text>
    <Text size="sm" c="dimmed">
      {words.check}
    </Text>
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onRefuse}>
        {words.refuse}
      </Button>
      <Button onClick={onConfirm}>{words.confirm}</Button>
    </Group>
  </>
);

const Over = ({ isDone, onClose, onAgain }: { isDone: boolean; onClose(): void; onAgain(): void }) => (
  <>
    <Text role="status">{isDone ? words.done : words.expired}</Text>
    <Group justify="flex-end">
      <Button onClick={isDone ? onClose : onAgain}>{isDone ? words.close : words.again}</Button>
    </Group>
  </>
);

function CodeToEnter({ shown: { code, endsAt } }: { shown: Shown }) {
  const now = useNow(true);
  const address = `${location.origin}/sign-in/device`;
  const secondsLeft = Math.max(0, Math.round((endsAt.getTime() - now.getTime()) / 1000));
  return (
    <>
      <Text>{words.text}</Text>
      <Box w="100%" maw={260} mx="auto">
        <Suspense fallback={<Skeleton height={260} radius="md" />}>
          <QrCode text={`${address}#${code}`} label={words.qr} />
        </Suspense>
      </Box>
      <Text size="sm">{words.typed(address.replace(/^https?:\/\//, ''))}</Text>
      <Code fz="xl" ta="center" p="sm" className="tabular" data-testid="device-code">
        {`${code.slice(0, 4)}-${code.slice(4)}`}
      </Code>
      <Text size="sm" c="dimmed" className="tabular">
        {words.left(formatClock(secondsLeft))} {words.install}
      </Text>
    </>
  );
}

function useShownCode(): { shown: Shown | null; problem: CadenceError | null; showAnother(): void } {
  const [attempt, setAttempt] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<CadenceError | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setShown(null);
    setProblem(null);
    void showDeviceCode().then((answer) => {
      if (!isCurrent) return;
      if (!answer.ok) return setProblem(answer.error);
      const { id, code, seconds } = answer.value;
      setShown({ id, code, endsAt: new Date(clockNow().getTime() + seconds * 1000) });
    });
    return () => {
      isCurrent = false;
    };
  }, [attempt]);
  return { shown, problem, showAnother: () => setAttempt(attempt + 1) };
}
