// The modules of the app. A new module adds its line here, its commands' line in schema/commands.ts, and its own folders.
import type { ModuleManifest } from '#src/modules/manifest.ts';
import { accountsModule } from '#src/modules/accounts/module.ts';
import { debugModule } from '#src/modules/debug/module.ts';
import { deviceModule } from '#src/modules/device/module.ts';
import { fitnessModule } from '#src/modules/fitness/module.ts';
import { focusModule } from '#src/modules/focus/module.ts';
import { goalsModule } from '#src/modules/goals/module.ts';
import { habitsModule } from '#src/modules/habits/module.ts';
import { inboxModule } from '#src/modules/inbox/module.ts';
import { progressModule } from '#src/modules/progress/module.ts';
import { settingsModule } from '#src/modules/settings/module.ts';
import { todayModule } from '#src/modules/today/module.ts';
import { tracksModule } from '#src/modules/tracks/module.ts';
import { learnModule } from '#src/modules/learn/module.ts';
import { listeningModule } from '#src/modules/listening/module.ts';
import { feedbackModule } from '#src/modules/feedback/module.ts';
import { flagsModule } from '#src/modules/flags/module.ts';
import { onboardingModule } from '#src/modules/onboarding/module.ts';
import { musicModule } from '#src/modules/music/module.ts';
import { questsModule } from '#src/modules/quests/module.ts';
import { adminModule } from '#src/modules/admin/module.ts';
import { marketModule } from '#src/modules/market/module.ts';
import { booksModule } from '#src/modules/books/module.ts';
import { notesModule } from '#src/modules/notes/module.ts';
import { planningModule } from '#src/modules/planning/module.ts';

export const modules = [
  todayModule,
  focusModule,
  fitnessModule,
  tracksModule,
  goalsModule,
  habitsModule,
  inboxModule,
  progressModule,
  settingsModule,
  accountsModule,
  deviceModule,
  debugModule,
  learnModule,
  questsModule,
  marketModule,
  booksModule,
  adminModule,
  notesModule,
  planningModule,
  listeningModule,
  feedbackModule,
  flagsModule,
  onboardingModule,
  musicModule,
] as const;

/** The same list as plain manifests, for code that does not need the exact route types. */
export const manifests: readonly ModuleManifest[] = modules;
