// What the screens ask of learn, for the bench.
import { addDays } from '#schema/day.ts';
import type { Samples } from '../samples.ts';
import { todaysLimit } from './model.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay, oneOf }) => ({
  Today: { dueTimes: queries.dueTimes(todaysLimit(lastDay)) },
  Learn: { topics: queries.topics(), lessonList: queries.lessonList(), drillList: queries.drillList() },
  Lesson: {
    lessonByKey: queries.lessonByKey('decibels'),
    quizAttempts: queries.quizAttempts(await oneOf('learn_lessons'), 5),
  },
  Drill: { drillByKey: queries.drillByKey('eq-boost'), drillSessions: queries.drillSessions(await oneOf('learn_drills')) },
  Review: { dueCards: queries.dueCards(todaysLimit(lastDay)) },
  'Review statistics': { cardCounts: queries.cardCounts(), reviewsByDay: queries.reviewsByDay(addDays(lastDay, -29)) },
  Search: {
    lessonKey: queries.lessonKey(await oneOf('learn_lessons')),
    drillOfSession: queries.drillOfSession(await oneOf('drill_sessions')),
  },
});
