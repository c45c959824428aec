// A quiz as people see it once they have answered it right, from a value that is not stored yet.
import { Stack } from '@mantine/core';
import { rightAnswer, type Quiz } from '#schema/learn/rules/quiz.ts';
import { QuestionField } from './question-field.tsx';

/** Nothing in it can be pressed. */
export const QuizPreview = ({ quiz }: { quiz: Quiz }) => (
  <div inert>
    <Stack gap="lg">
      {quiz.questions.map((question) => (
        <QuestionField
          key={question.key}
          question={question}
          answer={rightAnswer(question)}
          isChecked
          onAnswer={() => undefined}
        />
      ))}
    </Stack>
  </div>
);
