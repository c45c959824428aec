// What the person wants to hear of, from the settings.
import { useMemo } from 'react';
import type { NoticeWishes } from '#src/notices.ts';
import { useSettings } from './settings-provider.tsx';
import { useTimeZone } from './use-today.ts';

/** Which notifications the person wants, and when. */
export function useNoticeWishes(): NoticeWishes {
  const { notifications, mutedNotices, quietHours } = useSettings();
  const zone = useTimeZone();
  return useMemo(() => ({ notifications, mutedNotices, quietHours, zone }), [notifications, mutedNotices, quietHours, zone]);
}
