// The links of the shell, from the manifests of the modules.
import { inOrder } from '#src/modules/manifest.ts';
import { manifests } from '../modules.ts';

/** The five main places. */
export const places = inOrder(manifests.flatMap(({ place }) => place ?? []));

/** The places one level below. */
export const innerPlaces = inOrder(manifests.flatMap(({ innerPlace }) => innerPlace ?? []));

/** The action of the capture button. */
export const capture = (): void => manifests.find((module) => module.capture)?.capture?.();
