// On its own, so that a page can name the header without the shapes of all messages.
/**
 * The header in which a device says whose replica asks. The session's cookie belongs to the whole browser and may be another
 * person's by now; then the server answers as to nobody, so that no one's changes or rows reach another.
 */
export const PERSON_HEADER = 'x-cadence-person';
