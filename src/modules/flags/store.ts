// The flags that are on for this person, for every component.
import { FLAG_NAMES, FLAGS, isFlagName, type FlagName } from '#schema/flags/rules.ts';
import { keptSet } from '../kept-set.ts';

export type FlagsOn = ReadonlySet<FlagName>;

const flags = keptSet<FlagName>('cadence.flags', { usual: FLAG_NAMES.filter((name) => FLAGS[name]), isName: isFlagName });

export const setFlags = flags.set;

export const useFlags = (): FlagsOn => flags.use((on) => on);

/** Whether a part of the app is on for this person. Works offline. */
export const useFlag = (name: FlagName): boolean => flags.use((on) => on.has(name));
