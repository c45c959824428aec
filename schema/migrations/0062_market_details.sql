-- What an item does, what became of each thing a person has, and the wishlist.

-- effect: {kind, value}, as schema/market/rules/effects.ts reads it. A treat has no effect in the app.
alter table market_items add column if not exists effect jsonb not null default '{}';

-- effect_kind: that of the item when it was bought. bought_on and used_on: the person's days. used_for: the quest that was
-- re-rolled, or the habit whose streak was kept. closed_through: the last day that this streak freeze was looked at for.
alter table user_market_purchases
  add column if not exists effect_kind text,
  add column if not exists source text not null default 'bought' check (source in ('bought', 'chest')),
  add column if not exists bought_on date,
  add column if not exists used_on date,
  add column if not exists used_for text,
  add column if not exists equipped_at timestamptz,
  add column if not exists closed_through date;
create index if not exists user_market_purchases_user_id_effect_kind_status_idx
  on user_market_purchases (user_id, effect_kind, status);

-- The item that a chest held; null for a chest of coins.
alter table user_rewards add column if not exists item_id uuid references market_items (id) on delete set null;
create index if not exists user_rewards_item_id_idx on user_rewards (item_id);

-- The id is a function of person and item: two devices that wish for the same item make one row.
create table if not exists market_wishes (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  item_id uuid not null references market_items (id) on delete cascade,
  created_at timestamptz not null default now()
);
create index if not exists market_wishes_user_id_idx on market_wishes (user_id);
create index if not exists market_wishes_item_id_idx on market_wishes (item_id);
