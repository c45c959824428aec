// What happens on a device after the person removed it from the list of devices.
import * as z from 'zod/mini';

/**
 * `send`: its waiting changes are taken first, then it is erased. `erase`: it is erased at once, for a lost device. `keep`: it
 * is only signed out.
 */
export const leavings = ['send', 'erase', 'keep'] as const;
export type Leaving = (typeof leavings)[number];

/** POST /v1/auth/devices/removal: what a removed device has to do; null when it was not removed. */
export const removalAnswer = z.object({ leaving: z.nullable(z.enum(leavings)) });
