-- The kernel: accounts, sessions, the event log, listeners, idempotency, files, dated parameters.

create schema kernel;
create extension if not exists btree_gist with schema public;
create extension if not exists pg_trgm with schema public;

create collation kernel.vi (provider = icu, locale = 'vi-VN');

create table kernel.account (
  id             int generated always as identity primary key,
  login          text not null check (login = lower(login) and length(login) between 3 and 120),
  kind           text not null check (kind in ('OFFICER', 'CITIZEN', 'MACHINE')),
  display_name   text not null check (length(display_name) between 1 and 200),
  password_hash  text,
  password_once_until timestamptz,
  totp_secret    text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  failed_count   int not null default 0 check (failed_count >= 0),
  locked_until   timestamptz,
  created_at     timestamptz not null,
  disabled_at    timestamptz,
  unique (login)
);
comment on column kernel.account.password_once_until is 'Set: the password was handed out, is good until then, and must be replaced at the first sign-in.';
comment on column kernel.account.totp_last_step is 'Last accepted 30 s step: a code is good for one use.';

create table kernel.session (
  id             int generated always as identity primary key,
  token_hash     bytea not null unique,
  account_id     int not null references kernel.account (id),
  created_at     timestamptz not null,
  last_seen_at   timestamptz not null,
  expires_at     timestamptz not null,
  idle_seconds   int not null check (idle_seconds > 0),
  second_factor_at timestamptz,
  user_agent     text not null default '',
  address        text not null default '',
  revoked_at     timestamptz
);
create index on kernel.session (account_id);
comment on column kernel.session.token_hash is 'SHA-256 of the opaque cookie; the cookie itself is never stored.';

comment on column kernel.session.expires_at is 'last_seen_at + idle_seconds, moved on while the session is used.';

create table kernel.api_token (
  id             int generated always as identity primary key,
  account_id     int not null references kernel.account (id),
  name           text not null,
  token_hash     bytea not null unique,
  scopes         text[] not null default '{}',
  created_at     timestamptz not null,
  expires_at     timestamptz not null,
  last_used_at   timestamptz,
  revoked_at     timestamptz
);

create index on kernel.api_token (account_id);
comment on column kernel.api_token.scopes is 'What the machine may do, as dossiers.write; they stand where an officer has roles.';

create table kernel.rate_limit (
  key            text primary key,
  points         int not null default 0,
  expire         bigint
);
comment on table kernel.rate_limit is 'Attempts counted by rate-limiter-flexible, which dictates the shape; expire in milliseconds since 1970.';

create sequence kernel.event_id_seq as bigint;

create table kernel.event (
  agency_id      int not null,
  stream         text not null,
  seq            int not null check (seq > 0),
  id             bigint not null,
  type           text not null check (type ~ '^[a-z]+(\.[a-z_]+){2}$'),
  at             timestamptz not null,
  actor_kind     text not null check (actor_kind in ('OFFICER', 'CITIZEN', 'MACHINE', 'SYSTEM', 'ANONYMOUS')),
  actor_id       int,
  actor_name     text not null,
  request_id     text not null,
  data           jsonb not null,
  prev_hash      bytea not null,
  hash           bytea not null,
  primary key (agency_id, stream, seq)
);
create index on kernel.event (id);
comment on table kernel.event is 'What happened, once and for ever. Append-only; each stream is a hash chain that "motcua verify" walks.';
comment on column kernel.event.type is 'wing.noun.verb in the past, as onestop.dossier.received';

create function kernel.event_hash(prev bytea, agency_id int, stream text, seq int, type text, at timestamptz,
                                  actor_kind text, actor_id int, actor_name text, data jsonb) returns bytea
  language sql immutable parallel safe
  return sha256(coalesce(prev, ''::bytea) || convert_to(
    jsonb_build_array(agency_id, stream, seq, type, (extract(epoch from at) * 1000000)::bigint, actor_kind, actor_id, actor_name, data)::text, 'UTF8'));

-- The transaction id is taken before the event id, so that "every transaction older than X has ended" also means
-- "every event id handed out before then is visible": listeners rely on it (src/kernel/listeners.ts).
create function kernel.append(events jsonb) returns void
  language plpgsql as $$
declare
  e record; n int; h bytea;
begin
  perform pg_current_xact_id();
  for e in select * from jsonb_to_recordset(events) as x(agency_id int, stream text, type text, at timestamptz,
             actor_kind text, actor_id int, actor_name text, request_id text, data jsonb, is_new boolean)
  loop
    n := null;
    h := null;
    if not coalesce(e.is_new, false) then
      -- Two acts on one stream at once: the second waits, and goes on from the first one's head.
      perform pg_advisory_xact_lock(e.agency_id, hashtext(e.stream));
      select v.seq, v.hash into n, h from kernel.event v
       where v.agency_id = e.agency_id and v.stream = e.stream order by v.seq desc limit 1;
    end if;
    n := coalesce(n, 0) + 1;
    h := coalesce(h, ''::bytea);
    insert into kernel.event (agency_id, stream, seq, id, type, at, actor_kind, actor_id, actor_name, request_id, data, prev_hash, hash)
    values (e.agency_id, e.stream, n, nextval('kernel.event_id_seq'), e.type, e.at, e.actor_kind, e.actor_id, e.actor_name,
            e.request_id, e.data, h,
            kernel.event_hash(h, e.agency_id, e.stream, n, e.type, e.at, e.actor_kind, e.actor_id, e.actor_name, e.data));
  end loop;
end $$;

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of %.% are never changed or removed', tg_table_schema, tg_table_name using errcode = '42501';
end $$;
create trigger append_only before update or delete on kernel.event
  for each row execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on kernel.event
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on kernel.event from public;

create table kernel.anchor (
  day            date primary key,
  last_event_id  bigint not null,
  streams        int not null,
  hash           bytea not null,
  taken_at       timestamptz not null
);
comment on table kernel.anchor is 'Daily digest of every event since the anchor before, chained to it: events cut off or written anew no longer match it.';
comment on column kernel.anchor.streams is 'How many streams the anchor covers entries of.';

create table kernel.listener (
  name           text primary key,
  cursor         bigint not null default 0,
  caught_up_at   timestamptz
);

create table kernel.dead_letter (
  id             int generated always as identity primary key,
  listener       text not null,
  event_id       bigint not null,
  failed_at      timestamptz not null,
  reason         text not null,
  settled_at     timestamptz,
  unique (listener, event_id)
);

create table kernel.idempotency (
  scope          text not null,
  key            text not null check (length(key) between 8 and 200),
  verb           text not null,
  request_hash   text not null,
  answer         jsonb,
  created_at     timestamptz not null,
  primary key (scope, key)
);
create index on kernel.idempotency (created_at);

create table kernel.file (
  sha256         text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size           bigint not null check (size > 0),
  media_type     text not null,
  stored_at      timestamptz not null,
  scan           text not null default 'NOT_SCANNED' check (scan in ('NOT_SCANNED', 'CLEAN', 'QUARANTINED'))
);
comment on table kernel.file is 'Content-addressed uploads; the bytes lie under DATA_DIR/files/ab/cdef….';

create table kernel.read_log (
  id             bigint generated always as identity primary key,
  at             timestamptz not null,
  account_id     int,
  actor_name     text not null,
  agency_id      int not null,
  subject        text not null,
  fields         text[] not null,
  request_id     text not null
);
create index on kernel.read_log (agency_id, subject, at);
comment on table kernel.read_log is 'Who opened whose personal data, when: every unmasking and every open of a dossier.';

create table kernel.parameter (
  name           text not null,
  valid_from     date not null,
  value          jsonb not null,
  basis          text not null,
  verified       boolean not null,
  primary key (name, valid_from)
);
comment on table kernel.parameter is 'What the law leaves open, or what we only recall: dated data, editable, never code.';
