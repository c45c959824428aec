// Chaos test: real processes killed at random moments under load. The exports for scripts/chaos.ts.
export { runBrowserSide } from './browser-side.ts';
export { isClean, resultDetails, resultToText, type ChaosResult } from './result.ts';
export { runServerSide } from './server-side.ts';
export { Stack } from './stack.ts';
