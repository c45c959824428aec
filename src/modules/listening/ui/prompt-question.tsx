// What a prompt asks, under its name.
import { Text } from '@mantine/core';
import classes from './listening.module.css';

export const PromptQuestion = ({ name, text }: { name: string; text: string }) => (
  <div>
    <Text c="dimmed">{name}</Text>
    <p className={classes.question}>{text}</p>
  </div>
);
