// What is wrong with an archive, in words for the person who brings it.
import { RequestError } from '../http/wire-errors.ts';

export const refused = (detail: string): RequestError => new RequestError('bad_file', detail);
