// The events of the audit log in words, for the person's own list and for the administration.
import type { AuditEventName } from '#schema/access/audit-events.ts';

const words: Readonly<Record<AuditEventName, string>> = {
  sign_in: 'Signed in',
  sign_out: 'Signed out',
  terms_accepted: 'Terms accepted',
  session_revoked: 'Device signed out',
  session_reused: 'Old session token used again',
  device_renamed: 'Device renamed',
  device_linked: 'Device added by code',
  session_confirmed: 'Confirmed who is signed in',
  passkey_added: 'Passkey added',
  passkey_renamed: 'Passkey renamed',
  passkey_removed: 'Passkey removed',
  passkey_alarm: 'Passkey may have been copied',
  provider_linked: 'Account of another service linked',
  provider_unlinked: 'Account of another service unlinked',
  recovery_codes_made: 'Recovery codes created',
  recovery_code_used: 'Recovery code used',
  address_changed: 'Email address changed',
  account_approved: 'Account approved',
  account_refused: 'Account refused',
  account_suspended: 'Account suspended',
  role_granted: 'Role given',
  role_withdrawn: 'Role taken away',
  role_expired: 'Role expired',
  role_created: 'Role created',
  role_changed: 'Role changed',
  role_deleted: 'Role deleted',
  access_refused: 'Access refused',
  audit_exported: 'Audit log exported',
  feedback_answered: 'Feedback answered',
  entitlement_described: 'Entitlement described',
  flag_changed: 'Flag changed',
  content_changed: 'Content changed',
  account_exported: 'Account exported',
  deletion_requested: 'Deletion requested',
  deletion_cancelled: 'Deletion cancelled',
  account_deleted: 'Account deleted',
};

/** By the name of the event; a newer server may have names that this app does not know. */
export const eventWords: Readonly<Record<string, string>> = words;
