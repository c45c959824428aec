-- Foreign keys of 0040 and 0041 without an index: deleting what they refer to would read the whole table.

create index if not exists habit_pauses_habit_id_idx on habit_pauses (habit_id);
create index if not exists goal_updates_user_id_idx on goal_updates (user_id);
