// What the screens ask of accounts, for the bench.
import { newId } from '#schema/ids.ts';
import type { Samples } from '../samples.ts';
import * as leaving from './leaving/queries.ts';
import * as queries from './queries.ts';

export const samples: Samples = async () => ({
  Account: {
    passkeys: queries.passkeys(),
    ownAddress: queries.ownAddress(),
    acceptedTerms: queries.acceptedTerms(),
    linkedAccounts: queries.linkedAccounts(),
    ownSessions: queries.ownSessions(),
    deletionDue: leaving.deletionDue(newId()),
    activity: leaving.activity(11),
  },
});
