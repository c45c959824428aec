// One question: heard or read, answered by choosing, ordering or a number; once checked, why each choice is right or wrong.
import { Checkbox, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { IconCheck, IconPoint, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isAnsweredRight, type Answer, type Question } from '#schema/learn/rules/quiz.ts';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { moved } from '#src/moved.ts';
import { answerInWords } from '../../model.ts';
import { strings } from '../../strings.ts';
import { PlayRow } from '../figures/play-row.tsx';
import classes from './lesson.module.css';

interface QuestionFieldProps {
  question: Question;
  answer: Answer;
  isChecked: boolean;
  onAnswer(answer: Answer): void;
}

const words = strings.quiz;

export function QuestionField(props: QuestionFieldProps) {
  const { question } = props;
  return (
    <fieldset className={classes.question}>
      <legend className={classes.ask}>{question.ask}</legend>
      <Stack gap="sm">
        {question.hear && <PlayRow sounds={question.hear} />}
        <Field {...props} />
      </Stack>
    </fieldset>
  );
}

function Field({ question, answer, isChecked, onAnswer }: QuestionFieldProps) {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return <Choices question={question} answer={answer} isChecked={isChecked} onAnswer={onAnswer} />;
    case 'order':
      return (
        <>
          <Text size="sm" c="dimmed">
            {words.order}
          </Text>
          {isChecked ? (
            <Outcome question={question} answer={answer} />
          ) : (
            <SortableList
              label={question.ask}
              items={answer.map((place) => question.items[place] ?? '')}
              idOf={(item) => item}
              nameOf={(item) => item}
              onMove={(item, to) => onAnswer(moved(answer, question.items.indexOf(item), to))}
            >
              {(item) => <Text>{item}</Text>}
            </SortableList>
          )}
        </>
      );
    case 'number':
      return (
        <>
          <NumberInput
            label={words.number}
            suffix={question.unit === '' ? '' : ` ${question.unit}`}
            value={answer[0] ?? ''}
            onChange={(value) => onAnswer(typeof value === 'number' ? [value] : [])}
            hideControls
            inputMode="decimal"
            maw={240}
            readOnly={isChecked}
          />
          {isChecked && <Outcome question={question} answer={answer} />}
        </>
      );
  }
}

type ChoiceQuestion = Extract<Question, { choices: unknown }>;

function Choices({ question, answer, isChecked, onAnswer }: QuestionFieldProps & { question: ChoiceQuestion }) {
  const isSingle = question.kind === 'single';
  const toggle = (place: number) => {
    if (isSingle) onAnswer([place]);
    else onAnswer(answer.includes(place) ? answer.filter((one) => one !== place) : [...answer, place]);
  };
  return (
    <Stack gap={0}>
      {!isSingle && (
        <Text size="sm" c="dimmed">
          {words.choose}
        </Text>
      )}
      {question.choices.map(({ text, why, isRight }, place) => {
        const box = {
          label: text,
          checked: answer.includes(place),
          onChange: () => toggle(place),
          disabled: isChecked,
          name: question.key,
        };
        return (
          // oxlint-disable-next-line react/no-array-index-key -- two answers of an unfinished quiz may have no text yet
          <div key={`${place}/${text}`}>
            {isSingle ? <Radio {...box} /> : <Checkbox {...box} />}
            {isChecked && (
              <Why isRight={isRight === true} isQuiet={isRight !== true && !answer.includes(place)}>
                {why}
              </Why>
            )}
          </div>
        );
      })}
    </Stack>
  );
}

function Outcome({ question, answer }: { question: Question; answer: Answer }) {
  const { answers, why } = answerInWords(question);
  const isRight = isAnsweredRight(question, answer);
  return (
    <Why isRight={isRight}>
      {isRight ? `${words.right}. ` : `${words.wrong}. ${words.rightAnswer} ${answers.join(', ')}. `}
      {why.join(' ')}
    </Why>
  );
}

/** `isQuiet`: a wrong choice that nobody chose. */
function Why({ isRight, isQuiet = false, children }: { isRight: boolean; isQuiet?: boolean; children: ReactNode }) {
  const Mark = isRight ? IconCheck : isQuiet ? IconPoint : IconX;
  return (
    <div className={classes.why} data-right={isRight || undefined} data-quiet={isQuiet || undefined}>
      <Mark size={18} aria-label={isRight ? words.right : words.wrong} />
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </div>
  );
}
