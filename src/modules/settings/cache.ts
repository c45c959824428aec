// The last settings seen, kept outside the replica so that the first paint already has the right theme, units and lengths.
// Only a cache: the replica's rows replace it as soon as they are there. Losing it loses nothing.
import { defaultSettings, readSettings, settingKeys, type Settings } from '#schema/settings/rules.ts';

const CACHE_KEY = 'cadence.settings';

export function cachedSettings(): Settings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(CACHE_KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return defaultSettings;
    return readSettings(Object.entries(stored).map(([key, value]) => ({ key, value: value as unknown })));
  } catch {
    return defaultSettings;
  }
}

export function cacheSettings(settings: Settings): void {
  const changed = settingKeys.filter((key) => JSON.stringify(settings[key]) !== JSON.stringify(defaultSettings[key]));
  try {
    localStorage.setItem(CACHE_KEY, JSON.stringify(Object.fromEntries(changed.map((key) => [key, settings[key]]))));
  } catch {
    // No room or no storage: the next start shows the defaults for a moment.
  }
}
