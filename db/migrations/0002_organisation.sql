-- Agencies (a tree with dates), officers and positions, calendars.

create schema organisation;

create table organisation.agency (
  id             int generated always as identity primary key,
  illustrative   boolean not null default false
);
comment on table organisation.agency is 'The lasting identity of an agency; what it is called and where it stands in the tree is in agency_version.';

create table organisation.agency_version (
  id             int generated always as identity primary key,
  agency_id      int not null references organisation.agency (id),
  valid_from     date not null,
  valid_to       date check (valid_to > valid_from),
  kind           text not null check (kind in ('PROVINCE', 'DEPARTMENT', 'DIVISION', 'COMMUNE', 'SERVICE_CENTRE', 'COMMUNE_CENTRE', 'MINISTRY', 'OTHER')),
  name           text not null check (length(name) between 2 and 300),
  short_name     text not null,
  parent_id      int references organisation.agency (id),
  address        text not null default '',
  phone          text not null default '',
  email          text not null default '',
  search_text    text not null,
  exclude using gist (agency_id with =, daterange(valid_from, valid_to) with &&),
  check (parent_id <> agency_id)
);
create index on organisation.agency_version (parent_id);
create index on organisation.agency_version (agency_id, valid_from);
create index on organisation.agency_version using gin (search_text public.gin_trgm_ops);
comment on column organisation.agency_version.valid_to is 'First day it no longer holds; null: until further notice.';

create table organisation.agency_code (
  agency_id      int not null references organisation.agency (id),
  scheme         text not null check (scheme in ('AGENCY', 'TERRITORY', 'LOCAL')),
  code           text not null check (code ~ '^[A-Z0-9.]{2,20}$'),
  valid_from     date not null,
  valid_to       date check (valid_to > valid_from),
  primary key (agency_id, scheme, code, valid_from),
  exclude using gist (scheme with =, code with =, daterange(valid_from, valid_to) with &&)
);
comment on column organisation.agency_code.scheme is 'AGENCY: identifier for data exchange (H71.06); TERRITORY: statistics code of the unit; LOCAL: our own.';

create table organisation.agency_succession (
  from_agency_id int not null references organisation.agency (id),
  to_agency_id   int not null references organisation.agency (id),
  effective_on   date not null,
  kind           text not null check (kind in ('MERGED', 'SPLIT', 'RENAMED', 'TRANSFERRED')),
  basis          text not null,
  primary key (from_agency_id, to_agency_id, effective_on),
  check (from_agency_id <> to_agency_id)
);

create table organisation.tree_stamp (
  one            boolean primary key default true check (one),
  stamp          uuid not null
);
insert into organisation.tree_stamp (stamp) values (gen_random_uuid());
comment on table organisation.tree_stamp is 'Changes with every change of the tree: whoever keeps the tree in memory looks here whether it still holds. Locked by those who change the tree.';

create function organisation.stamp_tree() returns trigger language plpgsql as $$
begin
  update organisation.tree_stamp set stamp = gen_random_uuid();
  return null;
end $$;
create trigger stamp_tree after insert or update or delete on organisation.agency_version
  for each statement execute function organisation.stamp_tree();
create trigger stamp_tree after insert or update or delete on organisation.agency_code
  for each statement execute function organisation.stamp_tree();
create trigger stamp_tree after insert or update on kernel.parameter
  for each row when (new.name = 'province') execute function organisation.stamp_tree();

create table organisation.officer (
  id             int generated always as identity primary key,
  account_id     int not null unique references kernel.account (id),
  full_name      text not null,
  email          text not null default '',
  phone          text not null default '',
  active_from    date not null,
  active_to      date check (active_to > active_from),
  search_text    text not null
);
create index on organisation.officer using gin (search_text public.gin_trgm_ops);

create table organisation.position (
  id             int generated always as identity primary key,
  officer_id     int not null references organisation.officer (id),
  agency_id      int not null references organisation.agency (id),
  title          text not null,
  roles          text[] not null check (roles <@ array['RECEPTION','SPECIALIST','DIVISION_HEAD','LEADER','CLERK','CONTROL','REFORM','INSPECTOR','ADMIN']),
  valid_from     date not null,
  valid_to       date check (valid_to > valid_from),
  is_main        boolean not null default true
);
create index on organisation.position (officer_id);
create index on organisation.position (agency_id);
comment on column organisation.position.agency_id is 'The division or agency the officer sits in.';

-- Asked at every request. A function because its plan is kept by the connection: planning the join anew each time takes
-- four times as long as running it.
create function organisation.who_acts(cookie_hash bytea, on_day date, at timestamptz)
  returns table (session_id int, last_seen_at timestamptz, idle_seconds int, account_id int, kind text, display_name text,
                 officer_id int, unit_id int, title text, roles text[])
  language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select s.id, s.last_seen_at, s.idle_seconds, a.id, a.kind, a.display_name, o.id, p.agency_id, p.title, p.roles
      from kernel.session s
      join kernel.account a on a.id = s.account_id
      left join organisation.officer o on o.account_id = a.id
      left join organisation.position p on p.officer_id = o.id and p.valid_from <= on_day and (p.valid_to is null or p.valid_to > on_day)
     where s.token_hash = cookie_hash and s.revoked_at is null and s.expires_at > at
       and a.disabled_at is null and a.password_once_until is null
       and (a.totp_confirmed_at is null or s.second_factor_at is not null)
     order by p.is_main desc, p.valid_from, p.id;
end $$;
comment on function organisation.who_acts is 'The session that counts behind a cookie, with the positions its holder has on a day, the main one first.';

create table organisation.calendar (
  id             int generated always as identity primary key,
  name           text not null unique
);

create table organisation.calendar_version (
  id             int generated always as identity primary key,
  calendar_id    int not null references organisation.calendar (id),
  no             int not null,
  definition     jsonb not null,
  reason         text not null,
  created_at     timestamptz not null,
  created_by     text not null,
  unique (calendar_id, no)
);
comment on table organisation.calendar_version is 'The whole definition each time; the newest is in force, a dossier remembers the one that computed its due instant.';

create table organisation.agency_calendar (
  agency_id      int not null references organisation.agency (id),
  calendar_id    int not null references organisation.calendar (id),
  valid_from     date not null,
  primary key (agency_id, valid_from)
);
comment on table organisation.agency_calendar is 'An agency without a row uses the calendar of the nearest agency above it.';
