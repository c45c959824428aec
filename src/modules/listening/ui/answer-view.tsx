// An answer beside what others listen for and what the analysis measured.
import { Button, Table, Text } from '@mantine/core';
import { IconCards } from '@tabler/icons-react';
import { readMarks, readTexts } from '#schema/listening/rules/prompts.ts';
import { useRun } from '#src/modules/use-run.ts';
import { showToast } from '#src/ui/toast.tsx';
import { formatTime } from '../../tracks/public.ts';
import { formatGrade, measuredRows, type MeasuredTrack, type PlannedView } from '../model.ts';
import type { AnswerRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './listening.module.css';
import { PromptQuestion } from './prompt-question.tsx';

const words = strings.session;

interface AnswerViewProps {
  view: PlannedView & { answer: AnswerRow };
  own: MeasuredTrack | null;
  reference: MeasuredTrack | null;
}

export function AnswerView({ view: { prompt, answer }, own, reference }: AnswerViewProps) {
  const run = useRun();
  const keep = async () => {
    if (await run('learn.keepCard', { sourceKind: 'listening', sourceId: answer.id, item: 'prompt' }))
      showToast({ message: words.cardKept });
  };
  const marks = readMarks(answer.marks);
  const expected = readTexts(prompt.expected_observations);
  return (
    <>
      <PromptQuestion name={prompt.name} text={prompt.prompt_text} />
      <div>
        {answer.grade !== null && <Text fw={560}>{words.grade(formatGrade(prompt.answer_kind, answer.grade))}</Text>}
        {answer.note !== '' && <Text style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{answer.note}</Text>}
        {marks.length > 0 && (
          <ul className={classes.texts}>
            {marks.map(({ startMs, endMs, text }) => (
              <li key={`${startMs} ${endMs} ${text}`} className="tabular">
                {formatTime(startMs, 1)}
                {endMs !== null && ` – ${formatTime(endMs, 1)}`} {text}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.columns}>
        {expected.length > 0 && (
          <div>
            <Text fw={560} mb={4}>
              {words.expected}
            </Text>
            <ul className={classes.texts}>
              {expected.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </div>
        )}
        {prompt.measures.length > 0 && <Measured measures={prompt.measures} own={own} reference={reference} />}
      </div>
      <div>
        <Button variant="subtle" leftSection={<IconCards size={18} aria-hidden />} onClick={() => void keep()}>
          {words.card}
        </Button>
      </div>
    </>
  );
}

function Measured({ measures, own, reference }: { measures: readonly string[] } & Pick<AnswerViewProps, 'own' | 'reference'>) {
  if (!own) return <Text c="dimmed">{words.notMeasured}</Text>;
  return (
    <div>
      <Text fw={560}>{words.measured}</Text>
      <Text size="sm" c="dimmed">
        {words.measuredText}
      </Text>
      <Table.ScrollContainer minWidth={240}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.measure}</Table.Th>
              <Table.Th scope="col" ta="end">
                {words.yours}
              </Table.Th>
              {reference && (
                <Table.Th scope="col" ta="end">
                  {words.reference}
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {measuredRows(measures, own, reference).map((row) => (
              <Table.Tr key={row.name}>
                <Table.Th scope="row" fw={400}>
                  {row.name}
                </Table.Th>
                <Table.Td ta="end" className="tabular">
                  {row.yours}
                </Table.Td>
                {reference && (
                  <Table.Td ta="end" className="tabular">
                    {row.reference}
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
