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
    what: 'The thing this belongs to no longer exists.',
    todo: 'It may have been deleted on another device.',
  },
  conflict: { status: 409, what: 'Something else already took this place.', todo: 'Look at the current state and try again.' },
  already_ended: { status: 409, what: 'This has already ended.', todo: 'Nothing is lost; start a new one if you want to go on.' },
  session_running: { status: 409, what: 'Another session is still running.', todo: 'Finish or abandon it first.' },
  not_yet: { status: 409, what: 'It is too early for this.', todo: 'Finish what comes before it first.' },
  not_enough_coins: { status: 409, what: 'There are not enough coins in the wallet.', todo: 'Earn more coins first.' },
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
  forbidden: { status: 403, what: 'This is not allowed.', todo: 'Ask the person who runs this server.' },
  link_expired: { status: 410, what: 'This sign-in link has expired or was already used.', todo: 'Ask for a new one.' },
  wrong_code: {
    status: 403,
    what: 'This is not the code, or it has expired.',
    todo: 'Type the code of the newest mail, or ask for a new one.',
  },
  awaiting_approval: {
    status: 403,
    what: 'Your account waits for approval.',
    todo: 'The person who runs this server lets you in; then sign in again. What you do here is kept on this device.',
  },
  rate_limited: { status: 429, what: 'Too many tries in a short time.', todo: 'Wait a little and try again.' },
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
  storage_full: { status: 507, what: 'This device has no room left.', todo: 'Free some space and try again.' },
  storage_unavailable: {
    status: 507,
    what: 'This browser window cannot keep data.',
    todo: 'Use a normal window, not a private one.',
  },
  outbox_damaged: {
    status: 500,
    what: 'Part of the saved changes on this device could not be read.',
    todo: 'Everything readable was kept; check your latest entries.',
  },
  quota_exceeded: {
    status: 507,
    what: 'There is no more room for your files on the server.',
    todo: 'Remove files you no longer need; what is on this device stays.',
  },
  account_full: {
    status: 507,
    what: 'Your account holds as many entries as this server allows.',
    todo: 'Ask the person who runs the server for more; what is on this device stays.',
  },
  server_full: {
    status: 507,
    what: 'The server has no room for more files.',
    todo: 'Ask the person who runs it; what is on this device stays and is sent later.',
  },
  file_elsewhere: {
    status: 404,
    what: 'This file has not reached the server yet.',
    todo: 'Open the app on the device it was added on, online; it is sent by itself.',
  },
  file_only_here: {
    status: 409,
    what: 'This file is only on this device so far.',
    todo: 'Sign in and wait until it is on the server, or remove it everywhere.',
  },
  no_sound: {
    status: 503,
    what: 'The browser does not play: it may have no sound output.',
    todo: 'Connect a loudspeaker or headphones and play again.',
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
