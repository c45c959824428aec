// The quiz of a lesson as a field: questions with their answers, which are right, and why. A key of a question never changes.
import { ActionIcon, Button, Checkbox, Input, Menu, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { newId } from '#schema/ids.ts';
import { QUESTION_KINDS, quizLimits } from '#schema/learn/rules/quiz-form.ts';
import type { Choice, Question, Quiz } from '#schema/learn/rules/quiz.ts';
import { contentWords } from '../content-words.ts';
import classes from './content.module.css';

const words = contentWords.quiz;

interface QuizFieldProps {
  label: string;
  error: string | undefined;
  quiz: Quiz;
  onChange(quiz: Quiz): void;
}

export function QuizField({ label, error, quiz: { questions }, onChange }: QuizFieldProps) {
  const put = (at: number, question: Question) => onChange({ questions: questions.with(at, question) });
  return (
    <Input.Wrapper label={label} labelElement="div" error={error} inputWrapperOrder={['label', 'input', 'error']}>
      <Stack gap="lg" mt={4} mb={4}>
        {questions.map((question, at) => (
          <fieldset key={question.key} className={classes.question} aria-label={words.question(at + 1)}>
            <div className={classes.questionHead}>
              <span>{`${words.question(at + 1)} · ${words.kinds[question.kind]}`}</span>
              <ActionIcon
                aria-label={words.remove(at + 1)}
                disabled={questions.length === 1}
                onClick={() => onChange({ questions: questions.toSpliced(at, 1) })}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </div>
            <Textarea
              label={words.ask}
              {...(question.hear && { description: words.hear(question.hear.length) })}
              autosize
              maxLength={quizLimits.ask}
              value={question.ask}
              onChange={(event) => put(at, { ...question, ask: event.currentTarget.value })}
            />
            <Answers question={question} onChange={(next) => put(at, next)} />
          </fieldset>
        ))}
        {questions.length < quizLimits.questions && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} style={{ alignSelf: 'start' }}>
                {words.add}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {QUESTION_KINDS.map((kind) => (
                <Menu.Item key={kind} onClick={() => onChange({ questions: [...questions, newQuestion(kind)] })}>
                  {words.kinds[kind]}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

const NEW_CHOICE: Choice = { text: '', why: '' };

function newQuestion(kind: Question['kind']): Question {
  const asked = { key: `q-${newId().slice(-12)}`, ask: '' };
  switch (kind) {
    case 'single':
    case 'multiple':
      return { ...asked, kind, choices: [{ ...NEW_CHOICE, isRight: true }, NEW_CHOICE] };
    case 'order':
      return { ...asked, kind, items: [], why: '' };
    case 'number':
      return { ...asked, kind, answer: 0, within: 0, unit: '', why: '' };
  }
}

interface AnswersProps<Of extends Question> {
  question: Of;
  onChange(question: Question): void;
}

function Answers({ question, onChange }: AnswersProps<Question>) {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return <Choices question={question} onChange={onChange} />;
    case 'order':
      return (
        <>
          <Textarea
            label={words.items}
            autosize
            minRows={3}
            value={question.items.join('\n')}
            onChange={(event) => onChange({ ...question, items: event.currentTarget.value.split('\n') })}
          />
          <Why value={question.why} onChange={(why) => onChange({ ...question, why })} />
        </>
      );
    case 'number':
      return (
        <>
          <div className={classes.numbers}>
            <NumberInput
              label={words.answer}
              hideControls
              value={question.answer}
              onChange={(answer) => onChange({ ...question, answer: Number(answer) })}
            />
            <NumberInput
              label={words.within}
              hideControls
              min={0}
              value={question.within}
              onChange={(within) => onChange({ ...question, within: Number(within) })}
            />
            <TextInput
              label={words.unit}
              maxLength={quizLimits.unit}
              value={question.unit}
              onChange={(event) => onChange({ ...question, unit: event.currentTarget.value })}
            />
          </div>
          <Why value={question.why} onChange={(why) => onChange({ ...question, why })} />
        </>
      );
  }
}

function Choices({ question, onChange }: AnswersProps<Extract<Question, { choices: unknown }>>) {
  const { choices } = question;
  const put = (next: readonly Choice[]) => onChange({ ...question, choices: next });
  const change = (at: number, part: Partial<Choice>) =>
    put(choices.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const mark = (at: number, isRight: boolean) =>
    put(
      choices.map((one, place) => {
        const { isRight: was, ...wrong } = one;
        const stays = place === at ? isRight : question.kind === 'multiple' && was === true;
        return stays ? { ...wrong, isRight: true } : wrong;
      }),
    );
  const Box = question.kind === 'single' ? Radio : Checkbox;
  return (
    <>
      {choices.map(({ text, why, isRight }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- an answer has no name but its place, and is not moved
        <div key={at} className={classes.choice}>
          <div className={classes.choiceHead}>
            <Box
              name={`${question.key}-right`}
              aria-label={words.right(at + 1)}
              checked={isRight === true}
              onChange={(event) => mark(at, event.currentTarget.checked)}
            />
            <Textarea
              autosize
              aria-label={words.choice(at + 1)}
              placeholder={words.choice(at + 1)}
              maxLength={quizLimits.text}
              value={text}
              onChange={(event) => change(at, { text: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={words.removeChoice(at + 1)}
              disabled={choices.length <= 2}
              onClick={() => put(choices.filter((_, place) => place !== at))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </div>
          <Why value={why} choice={at + 1} onChange={(next) => change(at, { why: next })} />
        </div>
      ))}
      {choices.length < quizLimits.choices && (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          style={{ alignSelf: 'start' }}
          onClick={() => put([...choices, NEW_CHOICE])}
        >
          {words.addChoice}
        </Button>
      )}
    </>
  );
}

interface WhyProps {
  value: string;
  /** The number of the answer that it explains. */
  choice?: number;
  onChange(why: string): void;
}

const Why = ({ value, choice, onChange }: WhyProps) => (
  <Textarea
    {...(choice === undefined ? { label: words.why } : { 'aria-label': words.whyOf(choice), placeholder: words.why })}
    autosize
    maxRows={8}
    maxLength={quizLimits.why}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
