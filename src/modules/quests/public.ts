// What other modules use of quests. The preview comes with the page, so that the page's chunk stays whole.
import { lazy } from 'react';

export { useQuests } from './use-quests.ts';

export const QuestPreview = lazy(async () => ({ default: (await import('./ui/quests-page.tsx')).QuestPreview }));
