-- The market as it was first: items and purchases. 0017 extends the items and carries the purchases to
-- user_market_purchases, so a purchase table is not made again once that exists.

create table if not exists market_items (
  id uuid primary key default gen_random_uuid(),
  key text,
  name text not null,
  description text,
  category text not null default 'reward',
  cost_coins int not null check (cost_coins >= 0),
  icon text,
  image_url text,
  is_global boolean not null default true,
  is_available boolean not null default true,
  is_active boolean not null default true,
  is_consumable boolean not null default false,
  uses_per_purchase int not null default 1 check (uses_per_purchase > 0),
  total_stock int check (total_stock >= 0),
  remaining_stock int check (remaining_stock >= 0),
  created_by_user_id uuid references users (id) on delete cascade,
  sort_order int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint market_items_key_key unique (key)
);
create index if not exists market_items_created_by_user_id_idx on market_items (created_by_user_id);
create index if not exists market_items_category_sort_order_idx on market_items (category, sort_order);

do $$
begin
  if to_regclass('public.user_market_purchases') is not null then
    return;
  end if;
  create table if not exists user_purchases (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    item_id uuid not null references market_items (id) on delete cascade,
    cost_coins int not null check (cost_coins >= 0),
    quantity int not null default 1 check (quantity > 0),
    purchased_at timestamptz not null default now(),
    redeemed_at timestamptz,
    uses_remaining int check (uses_remaining >= 0),
    status text not null default 'active' check (status in ('active', 'redeemed', 'refunded', 'expired')),
    refunded_at timestamptz,
    refund_reason text
  );
  create index if not exists user_purchases_user_id_purchased_at_idx on user_purchases (user_id, purchased_at);
  create index if not exists user_purchases_item_id_idx on user_purchases (item_id);
end
$$;
