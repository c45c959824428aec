// How long a session lasts (SESSION_IDLE_DAYS, SESSION_MAX_DAYS).
export interface SessionLimits {
  /** A session ends when it was not used for this long. Long, because a device may stay offline for months. */
  idleDays: number;
  /** A session ends this long after the sign-in, however often it is used. */
  maxDays: number;
}

export const SESSION_LIMITS: SessionLimits = { idleDays: 90, maxDays: 365 };
