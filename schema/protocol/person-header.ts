// A separate file, so that a page can import the header without the schemas of all messages.
/**
 * The header with the id of the person whose replica sends the request. The session cookie is shared by the whole browser and
 * may belong to another person by now; then the server answers as signed out, so that one person's changes and rows never reach
 * another.
 */
export const PERSON_HEADER = 'x-cadence-person';
