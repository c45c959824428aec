// The state of the app that a person may send with feedback. Nothing of what the person has entered is in it.
import type { AppState } from '#schema/feedback/rules.ts';
import { feedbackLimits } from '#schema/feedback/rules.ts';
import type { SyncStatus } from '#src/replica/public.ts';

/** The name of the first built script contains the hash of the build; a script before it, which sets the theme, has a fixed name. */
export const buildName = (scripts: Iterable<{ src: string }>): string | undefined => {
  for (const { src } of scripts) {
    const name = /\/assets\/([\w.-]+)\.js(\?.*)?$/.exec(src)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
};

const syncText = (status: SyncStatus): string =>
  'waiting' in status && status.waiting > 0 ? `${status.kind}, ${status.waiting} changes wait` : status.kind;

export function appState(status: SyncStatus): AppState {
  const { innerWidth, innerHeight, devicePixelRatio } = window;
  const facts = {
    version: buildName(document.scripts),
    sync: syncText(status),
    browser: navigator.userAgent,
    screen: `${innerWidth}×${innerHeight} at ${devicePixelRatio}`,
    language: navigator.language,
  };
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value.slice(0, feedbackLimits.fact)]])),
  );
}
