// The newest answers to a lesson's quiz, with how many were right.
import { Stack, Text } from '@mantine/core';
import { formatMoment } from '#src/format/days.ts';
import { useRows } from '#src/replica/public.ts';
import { WhenRead } from '#src/ui/when-read.tsx';
import entries from '#src/ui/entries.module.css';
import { quizAttempts } from '../../queries.ts';
import { strings } from '../../strings.ts';

const words = strings.quiz;
const SHOWN = 5;

/** Nothing before the first answer. */
export function Attempts({ lessonId }: { lessonId: string }) {
  const read = useRows(quizAttempts(lessonId, SHOWN));
  return (
    <WhenRead read={read} loading={null}>
      {({ rows }) =>
        rows.length > 0 && (
          <Stack gap={4} mt="lg">
            <Text fw={560}>{words.attempts}</Text>
            <ul className={entries.list} aria-label={words.attempts}>
              {rows.map(({ id, right_count: right, question_count: of, created_at: at }) => (
                <li key={id} className={entries.entry}>
                  <Text component="span" size="sm" className="tabular">
                    {words.attempt(right, of)}
                  </Text>
                  <Text component="span" size="sm" c="dimmed" className="tabular">
                    {formatMoment(at)}
                  </Text>
                </li>
              ))}
            </ul>
          </Stack>
        )
      }
    </WhenRead>
  );
}
