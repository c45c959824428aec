// What the screens ask of listening, for the bench.
import { addDays } from '#schema/day.ts';
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay, oneOf }) => {
  const session = await oneOf('listening_sessions');
  return {
    Listening: {
      presets: queries.presets(),
      prompts: queries.prompts(),
      sessions: queries.sessions(),
      answersByDay: queries.answersByDay(addDays(lastDay, -180)),
      answersOfCategory: queries.answersOfCategory('balance'),
    },
    'Listening session': { sessionById: queries.sessionById(session), answersOfSession: queries.answersOfSession(session) },
  };
};
