// All commands, by domain and by name. A domain adds its list here and nowhere else.
import type { z } from 'zod';
import type { CommandDefinition } from './command/define.ts';
import { registerCommands } from './command/read.ts';
import { focusCommands } from './focus/commands.ts';
import { fitnessCommands } from './fitness/commands/index.ts';
import { goalCommands } from './goals/commands.ts';
import { habitCommands } from './habits/commands/index.ts';
import { inboxCommands } from './inbox/commands.ts';
import { settingsCommands } from './settings/commands.ts';
import { trackCommands } from './tracks/commands/index.ts';
import { learnCommands } from './learn/commands/index.ts';
import { questsCommands } from './quests/commands/index.ts';
import { marketCommands } from './market/commands/index.ts';
import { bookCommands } from './books/commands/index.ts';
import { notesCommands } from './notes/commands/index.ts';
import { planningCommands } from './planning/commands/index.ts';
import { listeningCommands } from './listening/commands/index.ts';
import { feedbackCommands } from './feedback/commands.ts';
import { onboardingCommands } from './onboarding/commands.ts';
import { musicCommands } from './music/commands.ts';

const domains = {
  fitness: fitnessCommands,
  focus: focusCommands,
  goals: goalCommands,
  habits: habitCommands,
  inbox: inboxCommands,
  settings: settingsCommands,
  tracks: trackCommands,
  learn: learnCommands,
  quests: questsCommands,
  market: marketCommands,
  books: bookCommands,
  notes: notesCommands,
  planning: planningCommands,
  listening: listeningCommands,
  feedback: feedbackCommands,
  onboarding: onboardingCommands,
  music: musicCommands,
} as const;

type Definitions = (typeof domains)[keyof typeof domains][number];
export type CommandName = Definitions['name'];
/** The arguments that a caller passes: the input type of the command's zod schema. */
export type CommandArgs<Name extends CommandName> = z.input<Extract<Definitions, { name: Name }>['args']>;

/** Each domain's commands under their current names. */
export const commandsByDomain = domains as unknown as Readonly<Record<keyof typeof domains, readonly CommandDefinition[]>>;

export const allCommands: readonly CommandDefinition[] = Object.values(commandsByDomain).flat();

/** Includes former names, so that commands from older apps are found. */
export const commandsByName = registerCommands(allCommands);
