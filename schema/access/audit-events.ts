// What the audit log records. The name of an event never changes, because entries are kept for good; a new kind of event is added to
// its group.

export const AUDIT_EVENTS = {
  signIn: ['sign_in', 'sign_out', 'terms_accepted'],
  sessions: ['session_revoked', 'session_reused', 'device_renamed', 'device_linked', 'session_confirmed'],
  ways: [
    'passkey_added',
    'passkey_renamed',
    'passkey_removed',
    'passkey_alarm',
    'provider_linked',
    'provider_unlinked',
    'recovery_codes_made',
    'recovery_code_used',
    'address_changed',
  ],
  administration: [
    'account_approved',
    'account_refused',
    'account_suspended',
    'role_granted',
    'role_withdrawn',
    'role_expired',
    'role_created',
    'role_changed',
    'role_deleted',
    'access_refused',
    'audit_exported',
    'feedback_answered',
    'entitlement_described',
    'flag_changed',
    'content_changed',
  ],
  leaving: ['account_exported', 'account_imported', 'deletion_requested', 'deletion_cancelled', 'account_deleted'],
} as const satisfies Record<string, readonly string[]>;

export type AuditGroup = keyof typeof AUDIT_EVENTS;
export type AuditEventName = (typeof AUDIT_EVENTS)[AuditGroup][number];

export const AUDIT_EVENT_NAMES: readonly AuditEventName[] = Object.values(AUDIT_EVENTS).flat();

export const AUDIT_STATUSES = ['success', 'failure', 'denied'] as const;
export type AuditStatus = (typeof AUDIT_STATUSES)[number];
