// Quests of everybody, as an admin edits them.
import { questLimits } from '../../quests/rules/own.ts';
import { QUEST_TYPES } from '../../quests/rules/periods.ts';
import { readTarget } from '../../quests/rules/targets.ts';
import { COUNTED_KINDS, SUM_UNIT_NAMES, SUM_UNITS, type SumUnitName } from '../../quests/rules/units.ts';
import {
  isShown,
  type ContentValues,
  type FixedValues,
  type KindDescription,
  type Making,
  type Problems,
} from '../description.ts';
import { promised } from './promised.ts';

const making: Making = {
  fields: {
    type: { kind: 'choice', options: QUEST_TYPES },
    kinds: { kind: 'choices', options: COUNTED_KINDS, least: 1 },
    target_type: { kind: 'choice', options: ['count', 'days', 'streak', 'kinds', 'sum', 'time_of_day'] },
    unit: { kind: 'choice', options: SUM_UNIT_NAMES },
    from: { kind: 'number', min: 0, max: 23 },
    to: { kind: 'number', min: 1, max: 24 },
  },
  leavesOut: (name, { target_type: type }) =>
    (name === 'unit' && type !== 'sum') || ((name === 'from' || name === 'to') && type !== 'time_of_day'),
  check: whatCannotBeCounted,
  columns: ({ type, target_type: targetType, ...chosen }) => ({
    ...{ type, target_type: targetType, target_config: configOf(targetType, chosen), skill_key: null },
  }),
  start: {
    ...{ type: 'daily', kinds: ['focus'], target_type: 'count', unit: 'minutes', from: 6, to: 9 },
    ...{ title: '', description: '', target: 1, xp_reward: 10, coin_reward: 2, is_active: true },
  },
};

function configOf(type: unknown, { kinds, unit, from, to }: ContentValues): FixedValues {
  if (type === 'time_of_day') return { kinds, from, to };
  if (type !== 'sum') return { kinds };
  const { measure, per } = SUM_UNITS[unit as SumUnitName];
  return { kinds, measure, per };
}

function whatCannotBeCounted({ type, target_type: targetType, kinds, unit, from, to }: ContentValues): Problems {
  if (!Array.isArray(kinds)) return {};
  switch (targetType) {
    case 'kinds':
      return kinds.length < 2 ? { kinds: 'Choose at least two, to count different ones.' } : {};
    case 'time_of_day':
      return Number(from) < Number(to) ? {} : { to: 'A later hour than the first.' };
    case 'streak':
      return type === 'daily' ? { target_type: 'A day has no days in a row.' } : {};
    case 'sum': {
      const having: readonly string[] = SUM_UNITS[unit as SumUnitName]?.kinds ?? kinds;
      return kinds.every((kind) => having.includes(kind))
        ? {}
        : { unit: 'Not everything chosen above is recorded in this unit.' };
    }
    default:
      return {};
  }
}

export const quests: KindDescription = {
  ...{ table: 'universal_quests', title: 'title', shown: 'is_active', owner: 'created_by', group: 'type', order: 'sort_order' },
  fields: {
    title: { kind: 'line', max: questLimits.title },
    description: { kind: 'text', max: questLimits.description },
    target: { kind: 'number', min: 1, max: 100_000 },
    ...promised('quest', 1),
    is_active: isShown,
  },
  fixed: ['type', 'target_type', 'target_config'],
  making,
  check({ target }, { type, target_type: targetType, target_config: config }) {
    const most = mostReachable(String(type), String(targetType), config);
    return typeof target === 'number' && target > most ? { target: `At most ${most}: more cannot be reached in its time.` } : {};
  },
};

const DAYS_OF: Readonly<Record<string, number>> = { daily: 1, weekly: 7, monthly: 28 };

/** The most days or kinds that a quest's period has room for. */
function mostReachable(type: string, targetType: string, config: unknown): number {
  const target = readTarget(targetType, config);
  if (target?.type === 'days' || target?.type === 'streak') return DAYS_OF[type] ?? Infinity;
  return target?.type === 'kinds' ? target.kinds.length : Infinity;
}
