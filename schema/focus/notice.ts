// The notification when a timer ends, with the same text from an open page and from a push.
import type { Notice } from '../due/notices.ts';
import type { FocusPhase } from './rules.ts';

export function focusEndNotice({ phase, task_title }: { phase: FocusPhase; task_title: string | null }): Notice {
  return phase === 'focus'
    ? { title: 'Focus session complete', body: task_title ?? 'Well done. Take a breath.', url: '/focus' }
    : { title: 'The break is over', body: 'Ready for the next round?', url: '/focus' };
}
