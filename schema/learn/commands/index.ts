// Every command of learn.
import { cardCommands } from './cards.ts';
import { lessonCommands } from './lessons.ts';

export const learnCommands = [...lessonCommands, ...cardCommands] as const;
