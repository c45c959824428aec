// What the screens ask of focus, for the bench.
import { addDays } from '#schema/day.ts';
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay, oneOf }) => ({
  Today: {
    activeFocus: queries.activeFocus(),
    lastEndedFocus: queries.lastEndedFocus(),
    focusByDay: queries.focusByDay(lastDay),
  },
  Focus: {
    focusHistory: queries.focusHistory(21),
    focusByDay: queries.focusByDay(addDays(lastDay, -364)),
    focusByTag: queries.focusByTag(addDays(lastDay, -30)),
    focusStarts: queries.focusStarts(addDays(lastDay, -364), lastDay),
    firstFocusDay: queries.firstFocusDay(),
    focusTargets: queries.focusTargets(),
    boughtSounds: queries.boughtSounds(),
    soundMixes: queries.soundMixes(),
    recentFocusTitles: queries.recentFocusTitles(),
    recentFocusTags: queries.recentFocusTags(),
    interruptionsOf: queries.interruptionsOf(await oneOf('focus_sessions')),
  },
  Files: { focusForExport: queries.focusForExport() },
});
