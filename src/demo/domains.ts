// The demo year's generators, one per domain. A domain adds its file here and nowhere else.
import { booksYear } from './books.ts';
import { fitnessYear } from './fitness.ts';
import { feedbackYear } from './feedback.ts';
import { focusYear } from './focus.ts';
import { goalsYear } from './goals.ts';
import { habitsYear } from './habits.ts';
import { inboxYear } from './inbox.ts';
import { learnYear } from './learn.ts';
import type { DemoDomain } from './life.ts';
import { notesYear } from './notes.ts';
import { onboardingYear } from './onboarding.ts';
import { planningYear } from './planning.ts';
import { settingsYear } from './settings.ts';

export const demoDomains: Readonly<Record<string, DemoDomain>> = {
  books: booksYear,
  feedback: feedbackYear,
  fitness: fitnessYear,
  focus: focusYear,
  goals: goalsYear,
  habits: habitsYear,
  inbox: inboxYear,
  learn: learnYear,
  notes: notesYear,
  onboarding: onboardingYear,
  planning: planningYear,
  settings: settingsYear,
};
