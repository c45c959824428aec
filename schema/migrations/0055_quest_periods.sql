-- Quests by period (schema/quests): the progress row of a person and a quest belongs to one day, week or month, and is used
-- again in the next one. A quest that can be done once has no end.

alter table user_quest_progress add column if not exists period_start date;
alter table user_quest_progress add column if not exists period_end date;
