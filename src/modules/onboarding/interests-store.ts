// The modules of the person's interests, which come first on Today and among the places.
import { keptSet } from '../kept-set.ts';

const first = keptSet<string>('cadence.first', { usual: [], isName: (text): text is string => text !== '' });

export const setFirstModules = first.set;

export const useFirstModules = (): ReadonlySet<string> => first.use((names) => names);
