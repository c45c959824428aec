// What the screens ask of introductions and interests, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ oneOf }) => ({
  Today: {
    flows: queries.flows(),
    states: queries.states(),
    interests: queries.interests(),
  },
  Introduction: {
    stepsOf: queries.stepsOf(await oneOf('onboarding_flows')),
    responses: queries.responses(),
  },
});
