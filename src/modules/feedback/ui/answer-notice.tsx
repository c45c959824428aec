// Above Today: an answer that was not read yet.
import { Alert, Skeleton } from '@mantine/core';
import { IconMessageReport } from '@tabler/icons-react';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { newAnswers } from '../queries.ts';
import { strings } from '../strings.ts';

export function AnswerNotice() {
  const read = useRows(newAnswers());
  if (read.kind === 'loading') return <Skeleton height={0} />;
  const answers = rowsIfReady(read) ?? [];
  const [first] = answers;
  if (!first) return null;
  return (
    <Alert
      icon={<IconMessageReport size={20} aria-hidden />}
      title={answers.length === 1 ? strings.newAnswer(first.title) : strings.newAnswers(answers.length)}
      role="status"
    >
      <PlainLink to="/feedback">{strings.read}</PlainLink>
    </Alert>
  );
}
