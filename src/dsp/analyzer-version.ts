// The analyser's version, in a file of its own so that a page can compare it without loading the analyser.

/** Must be raised when the description of the same file changes. */
export const ANALYZER_VERSION = 'cadence-7';
