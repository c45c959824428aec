-- Signing in by e-mail is bound to the browser that asked: its secret is in a cookie, and only hashes are here. Another browser types
-- the code of the same mail. Server only.

-- Everybody so far came in while signing up was open. Run again, this must not let in people who wait.
do $$
begin
  if not exists (
    select from pg_attribute
     where attrelid = 'verification_tokens'::regclass and attname = 'browser_hash' and not attisdropped
  ) then
    update users set approved = true where not approved;
  end if;
end
$$;

alter table verification_tokens add column if not exists browser_hash text;
-- The code, hashed with the browser's secret and with the link's token: neither is stored, so that eight digits cannot be found out here.
alter table verification_tokens add column if not exists browser_code text;
alter table verification_tokens add column if not exists link_code text;
alter table verification_tokens add column if not exists tries int not null default 0;
create index if not exists verification_tokens_browser_hash_idx on verification_tokens (browser_hash);

-- Browsers that have signed in as a person: what strangers ask for does not count against them.
create table if not exists ops.known_browsers (
  browser_hash text not null,
  user_id uuid not null references users (id) on delete cascade,
  seen_at timestamptz not null,
  primary key (browser_hash, user_id)
);
create index if not exists known_browsers_user_id_idx on ops.known_browsers (user_id);
create index if not exists known_browsers_seen_at_idx on ops.known_browsers (seen_at);
