// Tells that rest is over: sound, vibration and, while the page is hidden, a notification where the person wants one.
import { REST_END_NOTICE } from '#schema/fitness/rules/rest.ts';
import { playChime } from '#src/modules/focus/public.ts';
import { showNotice, type NoticeWishes } from '#src/notices.ts';

const VIBRATION_MS = [200, 100, 200];

export function tellRestEnd(endedAt: Date, { sounds, wishes }: { sounds: boolean; wishes: NoticeWishes }): void {
  if (sounds) playChime();
  if ('vibrate' in navigator) navigator.vibrate(VIBRATION_MS);
  if (document.hidden) void showNotice('rest_end', REST_END_NOTICE, endedAt, wishes);
}
