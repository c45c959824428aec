// A prompt as people meet it in a session, with all hints and what others listen for, from the columns of a row that is not stored yet.
import { Badge, Group, Text } from '@mantine/core';
import { isCategory } from '../model.ts';
import { strings } from '../strings.ts';
import classes from './listening.module.css';
import { PromptQuestion } from './prompt-question.tsx';

const words = strings.session;

interface PromptPreviewProps {
  name: string;
  text: string;
  category: string;
  hints: readonly string[];
  expected: readonly string[];
  /** The words at the ends of the scale, for a prompt that has one. */
  scale: readonly [string, string] | null;
  isComparison: boolean;
}

export const PromptPreview = ({ name, text, category, hints, expected, scale, isComparison }: PromptPreviewProps) => (
  <section className={classes.card} aria-label={words.preview}>
    {isCategory(category) && (
      <Group>
        <Badge tt="none" variant="light">
          {strings.categories[category]}
        </Badge>
      </Group>
    )}
    <PromptQuestion name={name} text={text} />
    {scale && <Text size="sm">{(isComparison ? words.comparisonLabel : words.gradeLabel)(...scale)}</Text>}
    <Texts title={words.hints} texts={hints} />
    <Texts title={words.expected} texts={expected} />
  </section>
);

const Texts = ({ title, texts }: { title: string; texts: readonly string[] }) =>
  texts.length > 0 && (
    <div>
      <Text fw={560} mb={4}>
        {title}
      </Text>
      <ul className={classes.texts}>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
