-- Who a person is and what they may do: users, their ways to sign in, devices, roles and entitlements, the audit log and
-- the stream of what a person did. Tokens are stored hashed and never leave the server.

create table if not exists users (
  id uuid primary key default gen_random_uuid(),
  name text,
  email text not null,
  email_verified timestamptz,
  image text,
  role text not null default 'user' check (role in ('user', 'moderator', 'admin')),
  approved boolean not null default false,
  age_verified boolean not null default false,
  tos_accepted boolean not null default false,
  tos_accepted_at timestamptz,
  tos_version text,
  last_activity_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index if not exists users_lower_email_key on users (lower(email));

create table if not exists accounts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  type text not null check (type in ('email', 'oauth', 'oidc', 'webauthn')),
  provider text not null,
  provider_account_id text not null,
  refresh_token text,
  access_token text,
  expires_at timestamptz,
  token_type text,
  scope text,
  id_token text,
  session_state text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint accounts_provider_provider_account_id_key unique (provider, provider_account_id)
);
create index if not exists accounts_user_id_idx on accounts (user_id);

create table if not exists sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  token text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  last_activity_at timestamptz not null default now(),
  user_agent text,
  ip_address text,
  rotated_from uuid references sessions (id) on delete set null,
  constraint sessions_token_key unique (token)
);
create index if not exists sessions_user_id_last_activity_at_idx on sessions (user_id, last_activity_at);
create index if not exists sessions_rotated_from_idx on sessions (rotated_from);
create index if not exists sessions_expires_at_idx on sessions (expires_at);

create table if not exists verification_tokens (
  identifier text not null,
  token text not null,
  expires timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (identifier, token),
  constraint verification_tokens_token_key unique (token)
);
create index if not exists verification_tokens_expires_idx on verification_tokens (expires);

create table if not exists authenticators (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  credential_id text not null,
  provider_account_id text not null,
  credential_public_key bytea not null,
  counter bigint not null default 0 check (counter >= 0),
  credential_device_type text not null check (credential_device_type in ('singleDevice', 'multiDevice')),
  credential_backed_up boolean not null default false,
  transports text[] not null default '{}',
  created_at timestamptz not null default now(),
  constraint authenticators_credential_id_key unique (credential_id)
);
create index if not exists authenticators_user_id_idx on authenticators (user_id);

create table if not exists roles (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  parent_role_id uuid references roles (id) on delete set null check (parent_role_id <> id),
  created_at timestamptz not null default now(),
  constraint roles_name_key unique (name)
);
create index if not exists roles_parent_role_id_idx on roles (parent_role_id);

create table if not exists entitlements (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  resource text not null,
  action text not null,
  created_at timestamptz not null default now(),
  constraint entitlements_name_key unique (name)
);

create table if not exists role_entitlements (
  role_id uuid not null references roles (id) on delete cascade,
  entitlement_id uuid not null references entitlements (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (role_id, entitlement_id)
);
create index if not exists role_entitlements_entitlement_id_idx on role_entitlements (entitlement_id);

create table if not exists user_roles (
  user_id uuid not null references users (id) on delete cascade,
  role_id uuid not null references roles (id) on delete cascade,
  granted_by uuid references users (id) on delete set null,
  granted_at timestamptz not null default now(),
  expires_at timestamptz,
  primary key (user_id, role_id)
);
create index if not exists user_roles_role_id_idx on user_roles (role_id);
create index if not exists user_roles_granted_by_idx on user_roles (granted_by);

-- The audit log outlives the person and the session it speaks of.
create table if not exists audit_log (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references users (id) on delete set null,
  session_id uuid,
  event_type text not null,
  resource_type text,
  resource_id text,
  action text not null,
  status text not null default 'success' check (status in ('success', 'failure', 'denied')),
  details jsonb not null default '{}',
  ip_address text,
  user_agent text,
  request_id text,
  created_at timestamptz not null default now()
);
create index if not exists audit_log_created_at_id_idx on audit_log (created_at, id);
create index if not exists audit_log_user_id_created_at_idx on audit_log (user_id, created_at);

create table if not exists activity_events (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  event_type text not null,
  category text,
  metadata jsonb not null default '{}',
  xp_earned int not null default 0,
  coins_earned int not null default 0,
  created_at timestamptz not null default now()
);
create index if not exists activity_events_user_id_created_at_idx on activity_events (user_id, created_at);
create index if not exists activity_events_user_id_event_type_created_at_idx on activity_events (user_id, event_type, created_at);
