// What the app may use of the flags. Nothing else reads them.
export { useFlag, useFlags, type FlagsOn } from './store.ts';
