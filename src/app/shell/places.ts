// What the shell does for the whole app, from the manifests of the modules.
import { manifests } from '../modules.ts';

/** The action of the capture button. */
export const capture = (): void => manifests.find((module) => module.capture)?.capture?.();
