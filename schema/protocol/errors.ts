// The catalogue of expected errors: code → what happened, what the person can do, HTTP status. Expected failures are values
// with one of these codes; every other failure is a bug and throws.

export const errorCatalogue = {
  // Commands
  unknown_command: {
    status: 400,
    what: 'This version of the app sent something the server does not know.',
    todo: 'Update the app and try again.',
  },
  invalid_arguments: { status: 400, what: 'Some of the values are not allowed.', todo: 'Check what you entered and try again.' },
  not_found: {
    status: 404,
    what: 'This no longer exists.',
    todo: 'It may have been deleted on another device.',
  },
  conflict: { status: 409, what: 'This conflicts with another change.', todo: 'Check the current state and try again.' },
  already_ended: { status: 409, what: 'This has already ended.', todo: 'Nothing is lost; start a new one to continue.' },
  session_running: { status: 409, what: 'Another session is still running.', todo: 'Finish or abandon it first.' },
  not_yet: { status: 409, what: 'It is too early for this.', todo: 'Finish what comes before it first.' },
  not_enough_coins: { status: 409, what: 'You do not have enough coins.', todo: 'Earn more coins first.' },
  not_for_sale: { status: 409, what: 'This is not for sale now.', todo: 'See the market for what is.' },
  enough_owned: { status: 409, what: 'You have as many of this as there can be.', todo: 'Use what you have first.' },
  limit_exceeded: { status: 422, what: 'A value is outside its allowed range.', todo: 'Check the value and try again.' },
  // Wire
  bad_request: { status: 400, what: 'The request could not be read.', todo: 'Update the app and try again.' },
  too_large: { status: 413, what: 'The request is too large.', todo: 'Send less at once.' },
  unsupported_version: { status: 426, what: 'This app version is too old for the server.', todo: 'Reload to update the app.' },
  client_id_reused: {
    status: 409,
    what: 'This device identifier was already used for other changes.',
    todo: 'The app takes a new one by itself; nothing is lost.',
  },
  out_of_order: { status: 409, what: 'Changes arrived out of order.', todo: 'The app sends them again by itself.' },
  // Access
  signed_out: { status: 401, what: 'You are signed out.', todo: 'Sign in to sync; your changes are kept on this device.' },
  device_removed: {
    status: 401,
    what: 'This device was removed from your account.',
    todo: 'Sign in again to use it with your account.',
  },
  forbidden: { status: 403, what: 'This is not allowed.', todo: 'Ask the person who runs this server.' },
  link_expired: { status: 410, what: 'This sign-in link has expired or was already used.', todo: 'Request a new one.' },
  wrong_code: {
    status: 403,
    what: 'This code is wrong or has expired.',
    todo: 'Enter the code from the newest email, or request a new one.',
  },
  attempt_expired: { status: 410, what: 'This attempt to sign in has expired or was already used.', todo: 'Start again.' },
  wrong_passkey: {
    status: 403,
    what: 'This passkey is not known here.',
    todo: 'Sign in another way; you can add a passkey on your account page.',
  },
  copied_passkey: {
    status: 403,
    what: 'This passkey may have been copied: its use count went back.',
    todo: 'Sign in another way, and remove it on your account page.',
  },
  passkey_cancelled: { status: 400, what: 'No passkey was used.', todo: 'Try again, or take another way.' },
  passkey_unusable: {
    status: 400,
    what: 'This browser could not use a passkey here.',
    todo: 'Take another way, or try another browser.',
  },
  known_passkey: { status: 409, what: 'This device already holds a passkey for an account here.', todo: 'Use the one you have.' },
  provider_failed: {
    status: 502,
    what: 'The other service did not confirm the sign-in.',
    todo: 'Try again later, or take another way.',
  },
  email_unverified: {
    status: 403,
    what: 'The other service has not verified your email address.',
    todo: 'Verify it there; or sign in by email here and link the service on your account page.',
  },
  linked_elsewhere: {
    status: 409,
    what: 'This account of the other service is linked to somebody else here.',
    todo: 'Unlink it there first, or use another one.',
  },
  sign_up_closed: {
    status: 403,
    what: 'This server takes no new accounts.',
    todo: 'Ask the person who runs it; everything on this device stays.',
  },
  wrong_recovery_code: {
    status: 403,
    what: 'This address and this recovery code do not belong together, or the code was used before.',
    todo: 'Check both, or take the next code of your list.',
  },
  confirm_first: {
    status: 403,
    what: 'This change needs a proof that it is you.',
    todo: 'Confirm with a passkey or the code of a mail, then do it again.',
  },
  last_way_in: { status: 409, what: 'This is the only way into your account.', todo: 'Add another one first.' },
  wrong_device_code: {
    status: 403,
    what: 'This code is wrong, used or has expired.',
    todo: 'Show a new code on the device that is signed in, and enter that.',
  },
  awaiting_approval: {
    status: 403,
    what: 'Your account is waiting for approval.',
    todo: 'The person who runs this server has to let you in; then sign in again. Until then, everything stays on this device.',
  },
  rate_limited: { status: 429, what: 'Too many attempts in a short time.', todo: 'Wait a moment and try again.' },
  too_many_connections: {
    status: 429,
    what: 'Too many connections to the server are open from this account or this network.',
    todo: 'Close the app on devices you do not use; this one connects again by itself.',
  },
  // Conditions of the device or the server
  unavailable: { status: 503, what: 'The server cannot be reached.', todo: 'Your changes are kept and will be sent later.' },
  internal: { status: 500, what: 'Something went wrong in Cadence.', todo: 'Try again; your changes are kept.' },
  unreadable_here: {
    status: 500,
    what: 'This device could not read its own data.',
    todo: 'Try again; nothing you entered is lost.',
  },
  storage_full: { status: 507, what: 'This device is out of space.', todo: 'Free up some space and try again.' },
  storage_unavailable: {
    status: 507,
    what: 'This browser window cannot store data.',
    todo: 'Use a normal window, not a private one.',
  },
  outbox_damaged: {
    status: 500,
    what: 'Part of the saved changes on this device could not be read.',
    todo: 'Everything readable was kept; check your latest entries.',
  },
  quota_exceeded: {
    status: 507,
    what: 'Your file storage on the server is full.',
    todo: 'Delete files you no longer need; the files on this device stay.',
  },
  account_full: {
    status: 507,
    what: 'Your account has as many entries as this server allows.',
    todo: 'Ask the person who runs this server for more; everything on this device stays.',
  },
  server_full: {
    status: 507,
    what: 'The server has no space for more files.',
    todo: 'Ask the person who runs it; everything on this device stays and is sent later.',
  },
  file_elsewhere: {
    status: 404,
    what: 'This file has not reached the server yet.',
    todo: 'Open Cadence online on the device it was added on, and it will be uploaded.',
  },
  file_only_here: {
    status: 409,
    what: 'This file is only on this device so far.',
    todo: 'Sign in and wait until it is on the server, or remove it everywhere.',
  },
  no_sound: {
    status: 503,
    what: 'The browser cannot play audio: there may be no sound output.',
    todo: 'Connect speakers or headphones and try again.',
  },
  bad_file: { status: 422, what: 'The file could not be read.', todo: 'Check that it is the right file and not damaged.' },
} as const satisfies Record<string, { status: number; what: string; todo: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** An expected error as a plain value. `detail` adds something the person can use: a field, a limit, a balance. */
export interface CadenceError {
  code: ErrorCode;
  detail?: string;
}

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCatalogue, code);

/** The error as text: what happened, the detail, what to do. */
export function errorToText({ code, detail }: CadenceError): string {
  const { what, todo } = errorCatalogue[code];
  return [what, detail, todo].filter(Boolean).join(' ');
}
