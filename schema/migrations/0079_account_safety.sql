-- A change of how one signs in needs a session whose person proved within the last minutes who they are: at the sign-in, or again
-- later, which is noted here (sync-server/auth/confirmations.ts).
create table if not exists ops.confirmations (
  family_id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  confirmed_at timestamptz not null
);
create index if not exists confirmations_user_id_idx on ops.confirmations (user_id);
