-- The market as it is: items with rarity and windows, purchases, rewards, transactions, recommendations. Everything of 0002
-- and 0007 is carried over: balances keep their value under new names, items keep their columns, purchases move with their
-- refunds. No wallet is ever below zero.

do $$
begin
  if exists (select from pg_attribute where attrelid = 'user_wallet'::regclass and attname = 'coins' and not attisdropped) then
    alter table user_wallet rename column coins to total_coins;
    alter table user_wallet rename column total_earned to earned_coins;
    alter table user_wallet rename column total_spent to spent_coins;
  end if;
  if not exists (select from pg_constraint where conname = 'user_wallet_total_coins_check') then
    alter table user_wallet add constraint user_wallet_total_coins_check check (total_coins >= 0);
  end if;
end
$$;

alter table market_items add column if not exists rarity text not null default 'common'
  check (rarity in ('common', 'uncommon', 'rare', 'epic', 'legendary'));
alter table market_items add column if not exists icon_url text;
alter table market_items add column if not exists available boolean not null default true;
alter table market_items add column if not exists available_from timestamptz;
alter table market_items add column if not exists available_until timestamptz;

do $$
begin
  if exists (select from pg_attribute where attrelid = 'market_items'::regclass and attname = 'is_available' and not attisdropped) then
    update market_items set available = is_available and is_active, icon_url = coalesce(image_url, icon);
    -- `icon` stays: it names an icon of ours where an item has a picture as well.
    alter table market_items drop column is_available, drop column is_active, drop column image_url;
  end if;
  if not exists (select from pg_constraint where conname = 'market_items_available_until_check') then
    alter table market_items
      add constraint market_items_available_until_check check (available_until > available_from);
  end if;
end
$$;
create index if not exists market_items_available_category_cost_coins_idx on market_items (category, cost_coins) where available;

create table if not exists user_rewards (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  reward_type text not null,
  coins_earned int not null default 0 check (coins_earned >= 0),
  claimed boolean not null default false,
  claimed_at timestamptz,
  created_at timestamptz not null default now()
);
create index if not exists user_rewards_user_id_claimed_created_at_idx on user_rewards (user_id, claimed, created_at);

-- Deleting an item takes its purchases along, so that an account can be deleted whole; commands withdraw a bought item instead.
create table if not exists user_market_purchases (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  item_id uuid not null references market_items (id) on delete cascade,
  quantity int not null default 1 check (quantity > 0),
  cost_paid_coins int not null check (cost_paid_coins >= 0),
  purchased_at timestamptz not null default now(),
  redeemed_at timestamptz,
  uses_remaining int check (uses_remaining >= 0),
  status text not null default 'active' check (status in ('active', 'redeemed', 'refunded', 'expired')),
  refunded_at timestamptz,
  refund_reason text
);
create index if not exists user_market_purchases_user_id_purchased_at_idx on user_market_purchases (user_id, purchased_at);
create index if not exists user_market_purchases_item_id_idx on user_market_purchases (item_id);

do $$
begin
  if to_regclass('public.user_purchases') is null then
    return;
  end if;
  insert into user_market_purchases (
    id, user_id, item_id, quantity, cost_paid_coins, purchased_at, redeemed_at, uses_remaining, status, refunded_at, refund_reason
  )
  select id, user_id, item_id, quantity, cost_coins, purchased_at, redeemed_at, uses_remaining, status, refunded_at, refund_reason
  from user_purchases
  on conflict (id) do nothing;
  drop table user_purchases;
end
$$;

create table if not exists market_transactions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  transaction_type text not null check (transaction_type in ('earn', 'purchase', 'refund', 'redeem', 'reward', 'adjustment')),
  coins_amount int not null,
  reason text,
  created_at timestamptz not null default now()
);
create index if not exists market_transactions_user_id_created_at_idx on market_transactions (user_id, created_at);

create table if not exists market_recommendations (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  item_id uuid not null references market_items (id) on delete cascade,
  score double precision not null,
  reason text,
  computed_at timestamptz not null default now(),
  constraint market_recommendations_user_id_item_id_key unique (user_id, item_id)
);
create index if not exists market_recommendations_item_id_idx on market_recommendations (item_id);
