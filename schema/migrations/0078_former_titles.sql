-- A note that is renamed is still found by the links to its former titles. The titles are stored as a link finds them: small letters,
-- single spaces (schema/notes/rules/links.ts).
alter table ideas add column if not exists former_titles text[] not null default '{}';
alter table infobase_entries add column if not exists former_titles text[] not null default '{}';
alter table user_references add column if not exists former_titles text[] not null default '{}';
