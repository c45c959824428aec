// Who acts in a request of the administration, and what that person may do.
import type { UserId } from '#schema/ids.ts';

export interface Actor {
  userId: UserId;
  sessionId: string;
  address: string;
  /** `resource.action` of each entitlement. */
  may: ReadonlySet<string>;
}
