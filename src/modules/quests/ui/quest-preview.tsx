// A shipped quest as people see it in the list, from the columns of a row that is not stored yet.
import { isQuestType, type QuestType } from '#schema/quests/rules/periods.ts';
import { readTarget } from '#schema/quests/rules/targets.ts';
import { List } from '#src/ui/list.tsx';
import { strings } from '../strings.ts';
import { QuestRow } from './quest-row.tsx';

interface QuestPreviewProps {
  title: string;
  description: string;
  type: string;
  goal: number;
  xp: number;
  coins: number;
  targetType: string;
  targetConfig: unknown;
}

/** Twice: before it is accepted, and half done. Nothing in it can be pressed. */
export function QuestPreview({ title, description, type, goal, xp, coins, targetType, targetConfig }: QuestPreviewProps) {
  const target = readTarget(targetType, targetConfig);
  if (!target || !isQuestType(type)) return null;
  const quest = { id: '', title, description, type: type satisfies QuestType, xp, coins, goal, target, after: null };
  return (
    <div inert>
      <List label={strings.preview}>
        <QuestRow quest={{ ...quest, progress: 0, state: 'open' }} showsType />
        <QuestRow quest={{ ...quest, progress: Math.floor(goal / 2), state: 'under_way' }} showsType />
      </List>
    </div>
  );
}
