-- The catalogue: procedures, immutable versions, publication decisions, handling processes, imports.

create schema procedures;

create table procedures.procedure (
  id             int generated always as identity primary key,
  code           text not null unique check (code ~ '^[1-6]\.[0-9]{6}(\.[A-Z][0-9]{2}(\.[0-9]{2})*)?$'),
  created_at     timestamptz not null
);
comment on column procedures.procedure.code is 'National code, with the agency code behind it for a province''s own.';

create table procedures.publication_decision (
  id             int generated always as identity primary key,
  agency_id      int not null references organisation.agency (id),
  number         text not null check (length(number) between 3 and 60),
  title          text not null,
  signed_on      date not null,
  signer         text not null,
  effective_on   date not null check (effective_on >= signed_on),
  illustrative   boolean not null default false,
  published_at   timestamptz,
  published_by   text,
  created_at     timestamptz not null,
  unique (agency_id, number)
);
comment on column procedures.publication_decision.published_at is 'When its procedures were published here; null: still being prepared.';

create table procedures.repeal (
  decision_id    int not null references procedures.publication_decision (id),
  procedure_id   int not null references procedures.procedure (id),
  basis          text not null check (length(basis) between 3 and 500),
  primary key (decision_id, procedure_id)
);
comment on column procedures.repeal.basis is 'The legal text that repeals the procedure.';

create table procedures.procedure_version (
  id             int generated always as identity primary key,
  procedure_id   int not null references procedures.procedure (id),
  no             int not null check (no > 0),
  state          text not null check (state in ('DRAFT', 'IMPORTED', 'PUBLISHED', 'CLOSED')),
  change_kind    text not null check (change_kind in ('NEW', 'AMENDED', 'REPLACED')),
  changed_components text[] not null default '{}',
  decision_id    int references procedures.publication_decision (id),
  closed_by      int references procedures.publication_decision (id),
  close_reason   text,
  effective_from date,
  effective_to   date check (effective_to > effective_from),
  name           text not null,
  sector         text not null,
  levels         text[] not null,
  scope          text not null default 'PUBLIC' check (scope in ('PUBLIC', 'INTERNAL')),
  online_level   text not null default 'INFORMATION' check (online_level in ('FULL', 'PARTIAL', 'INFORMATION')),
  home           text,
  promised       jsonb,
  tightest       jsonb,
  subjects       text[] not null default '{}',
  form           jsonb not null default '{"sections":[]}',
  content        jsonb not null,
  content_hash   text not null,
  review_notes   text[] not null default '{}',
  search_text    text not null,
  created_at     timestamptz not null,
  published_at   timestamptz,
  unique (procedure_id, no),
  exclude using gist (procedure_id with =, daterange(effective_from, effective_to) with &&) where (state in ('PUBLISHED', 'CLOSED')),
  check (state not in ('PUBLISHED', 'CLOSED') or (effective_from is not null and published_at is not null))
);
create index on procedures.procedure_version using gin (search_text public.gin_trgm_ops);
create index on procedures.procedure_version (sector);
create index on procedures.procedure_version (decision_id);
create unique index one_draft on procedures.procedure_version (procedure_id) where (state = 'DRAFT');
comment on column procedures.procedure_version.state is 'IMPORTED: the national copy, readable but not handled here; PUBLISHED versions do not overlap in time.';
comment on column procedures.procedure_version.promised is 'The shorter limit this province promises, {channel: {unit, amount}}; a channel left out keeps the legal limit.';
comment on column procedures.procedure_version.tightest is '{channel, limit, hours}: the shortest promise of any channel and the working hours it surely holds; null: no limit could be read.';
comment on column procedures.procedure_version.home is 'Who decides here: COMMUNE, or the local code of a department.';
comment on column procedures.procedure_version.effective_to is 'First day it no longer holds; a CLOSED version may still hold until then.';
comment on column procedures.procedure_version.content_hash is 'SHA-256 of the content as written: tells whether a national copy has changed.';

create function procedures.keep_published() returns trigger language plpgsql as $$
begin
  if old.state in ('PUBLISHED', 'CLOSED') and (tg_op = 'DELETE' or
       to_jsonb(new) - '{state,effective_to,closed_by,close_reason}'::text[]
       is distinct from to_jsonb(old) - '{state,effective_to,closed_by,close_reason}'::text[]) then
    raise exception 'a published version of a procedure is never changed' using errcode = '42501';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_published before update or delete on procedures.procedure_version
  for each row execute function procedures.keep_published();

-- What a reader sees of each procedure on a day: the version in force, else the newest national copy of a procedure that
-- has never been in force here. A procedure that was repealed here shows nothing: its copy elsewhere does not revive it.
create function procedures.shown_on(day date) returns setof procedures.procedure_version language sql stable as $$
  select distinct on (v.procedure_id) v.*
    from procedures.procedure_version v
   where (v.state in ('PUBLISHED', 'CLOSED') and v.effective_from <= day and (v.effective_to is null or v.effective_to > day))
      or (v.state = 'IMPORTED' and not exists (
            select 1 from procedures.procedure_version o
             where o.procedure_id = v.procedure_id and o.state in ('PUBLISHED', 'CLOSED') and o.effective_from <= day))
   order by v.procedure_id, v.no desc
$$;

create table procedures.process_version (
  id             int generated always as identity primary key,
  procedure_id   int not null references procedures.procedure (id),
  no             int not null check (no > 0),
  state          text not null check (state in ('DRAFT', 'APPROVED', 'CLOSED')),
  steps          jsonb not null,
  decision_no    text,
  illustrative   boolean not null default false,
  approved_at    timestamptz,
  approved_by    text,
  effective_from date,
  effective_to   date check (effective_to > effective_from),
  created_at     timestamptz not null,
  unique (procedure_id, no),
  exclude using gist (procedure_id with =, daterange(effective_from, effective_to) with &&) where (state in ('APPROVED', 'CLOSED')),
  check (state = 'DRAFT' or (approved_at is not null and effective_from is not null and decision_no is not null))
);
create unique index one_process_draft on procedures.process_version (procedure_id) where (state = 'DRAFT');
comment on column procedures.process_version.steps is '[{no, code, name, role, place, hours, output}] in order.';

create function procedures.keep_approved() returns trigger language plpgsql as $$
begin
  if old.state in ('APPROVED', 'CLOSED') and (tg_op = 'DELETE' or
       to_jsonb(new) - '{state,effective_to}'::text[] is distinct from to_jsonb(old) - '{state,effective_to}'::text[]) then
    raise exception 'an approved process is never changed' using errcode = '42501';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_approved before update or delete on procedures.process_version
  for each row execute function procedures.keep_approved();

create table procedures.import_run (
  id             int generated always as identity primary key,
  source         text not null,
  at             timestamptz not null,
  by_name        text not null,
  read           int not null,
  imported       int not null,
  rejected       int not null,
  changed        int not null,
  unchanged      int not null,
  warnings       jsonb not null,
  rejections     jsonb not null
);
comment on column procedures.import_run.imported is 'Records whose content is in the catalogue after the run: new, changed and unchanged ones.';
comment on column procedures.import_run.warnings is '{code: number of records} of what a person should look at.';
comment on column procedures.import_run.rejections is '[{line, code, reason, message}], the first thousand.';
