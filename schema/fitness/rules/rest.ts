// What a person reads when the rest between two sets is over: the same words from the open page and from a push.
import type { Notice } from '../../due/notices.ts';

/** Far beyond the longest rest of the settings, with what the person added to it. */
export const LONGEST_REST_MS = 2 * 3_600_000;

export const REST_END_NOTICE: Notice = { title: 'Rest is over', body: 'Next set when you are ready.', url: '/train' };
