// Planted bugs in the rules of the domains (mutants.ts).
import type { Mutant } from './mutant.ts';

export const domainMutants: readonly Mutant[] = [
  {
    name: 'a day is not limited by the time of the action',
    file: 'schema/day.ts',
    find: 'return day < first || day > addDays(last, 1) ? last : day;',
    replace: 'return day < first || day > addDays(last, 1) ? day : day;',
  },
  {
    name: 'a device that proposes an end can end a session early',
    file: 'schema/focus/commands.ts',
    find: 'const due = planDue(session, ctx.decidedAt);',
    replace: "const due = planEnd(session, 'completed', ctx.now);",
  },
  {
    name: 'a day pays without a limit',
    file: 'schema/progress/occurrences.ts',
    find: 'return withinDay(kind, worth, earlierThatDay);',
    replace: 'return worth;',
  },
  {
    name: 'time that two sessions share is paid twice',
    file: 'schema/progress/occurrences.ts',
    find: 'const worth = worthOf(kind, amounts, await paidMsWithin(db, ctx, { kind, id }, span));',
    replace: 'const worth = worthOf(kind, amounts, 0);',
  },
  {
    name: 'balances are updated and the ledger is not',
    file: 'schema/progress/consumers.ts',
    find: '  appendToLedger,\n  updateBalances,',
    replace: '  updateBalances,',
  },
  {
    name: 'an occurrence is paid again while it is active',
    file: 'schema/progress/occurrences.ts',
    find: "        .where('activity_events.taken_back_at', 'is not', null),\n",
    replace: '',
  },
  {
    name: 'an occurrence that is taken back keeps what it paid',
    file: 'schema/progress/occurrences.ts',
    find: '  const paid = await reversedPay(db, ctx, ref, generation);\n',
    replace: '  const paid = null;\n',
  },
  {
    name: 'each device gives the occurrence of a series an id of its own',
    file: 'schema/planning/events-of.ts',
    find: "ctx.derivedId('calendar_events', seriesId, key)",
    replace: "ctx.derivedId('calendar_events', seriesId, key, String(ctx.clientId))",
  },
  {
    name: 'an event stays filled when what filled it is taken back',
    file: 'schema/planning/fill.ts',
    find: 'actual_end: null, filled_by: null, updated_at',
    replace: 'actual_end: null, updated_at',
  },
  {
    name: 'a quest counts what was undone',
    file: 'schema/quests/progress.ts',
    find: 'const progress = Math.min(quest.goal, progressOf(quest.target, within(facts, quest)));',
    replace: 'const progress = Math.max(quest.progress, Math.min(quest.goal, progressOf(quest.target, within(facts, quest))));',
  },
  {
    name: 'a claimed quest keeps its reward when what earned it is undone',
    file: 'schema/quests/rules/status.ts',
    find: "isReversed: status === 'claimed' };",
    replace: 'isReversed: false };',
  },
  {
    name: 'each claim of a quest is an occurrence of its own',
    file: 'schema/quests/progress.ts',
    find: '    id: claimId(id, from),\n',
    replace: '    id: claimId(id, ctx.now.toISOString()),\n',
  },
  {
    name: 'what an earlier period paid stays when it is no longer earned',
    file: 'schema/progress/consumers/quests.ts',
    find: '  await settleEarlierPeriods(db, ctx, change, movedOn, door);\n',
    replace: '',
    test: 'tests/conformance/conformance.test.ts',
  },
  {
    name: 'what is edited afterwards still counts for the quest of the day where it was',
    file: 'schema/progress/occurrences.ts',
    find: '    for (const recount of recounting) await recount(db, ctx, recounted, { occurred, takenBack });\n',
    replace: '',
    test: 'tests/conformance/conformance.test.ts',
  },
  {
    name: 'a stock is sold below zero',
    file: 'schema/market/items.ts',
    find: "    .where('remaining_stock', '>', 0)\n",
    replace: '',
  },
  {
    name: 'a piece returns to the shelf each time that it is given back',
    file: 'schema/market/commands/buying.ts',
    find: "    if (thing.status === 'refunded') return ok();\n",
    replace: "    if (thing.status === 'refunded') return (await putBack(db, ctx, thing.item_id), ok());\n",
  },
  {
    name: 'a piece that is given back does not return to the shelf',
    file: 'schema/market/commands/buying.ts',
    find: '    if (item) await putBack(db, ctx, item.id);\n',
    replace: '',
  },
];
