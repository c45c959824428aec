// What other modules may use of accounts: requests to the server's routes of accounts and administration.
export { authRequest, type AuthResult } from './auth-request.ts';
export { eventWords } from './event-words.ts';
