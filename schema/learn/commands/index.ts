// Every command of learn.
import { cardCommands } from './cards.ts';
import { drillCommands } from './drills.ts';
import { lessonCommands } from './lessons.ts';

export const learnCommands = [...lessonCommands, ...cardCommands, ...drillCommands] as const;
