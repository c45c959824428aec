// What the screens ask of feedback, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async () => ({
  Today: { newAnswers: queries.newAnswers() },
  Feedback: { ownFeedback: queries.ownFeedback() },
});
