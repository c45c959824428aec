// The analyser's version, apart from its code: a page compares it without loading what analyses.

/** Raised when the same file would be described differently. */
export const ANALYZER_VERSION = 'cadence-1';
