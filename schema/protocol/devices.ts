// Messages about a person's devices: each sign-in is one device of the list, and each removal is carried out by the device itself.
import * as z from 'zod/mini';

/**
 * What happens on a device that the person removed. `send`: its waiting changes are taken first, then it is erased. `erase`: it
 * is erased at once, for a lost device. `keep`: it is only signed out.
 */
export const leavings = ['send', 'erase', 'keep'] as const;
export type Leaving = (typeof leavings)[number];

export const MAX_DEVICE_NAME = 60;

/** POST /v1/auth/devices/remove: how many devices were removed. */
export const removedAnswer = z.object({ removed: z.number() });
/** PATCH /v1/auth/devices/:id. */
export const renamedAnswer = z.object({ name: z.nullable(z.string()) });
/** GET /v1/auth/devices/removal: what a removed device has to do; null for a device that was not removed. */
export const removalAnswer = z.object({ leaving: z.nullable(z.enum(leavings)) });
