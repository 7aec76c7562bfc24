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
  effective_on   date not null,
  illustrative   boolean not null default false,
  published_at   timestamptz,
  created_at     timestamptz not null,
  unique (agency_id, number)
);

create table procedures.procedure_version (
  id             int generated always as identity primary key,
  procedure_id   int not null references procedures.procedure (id),
  no             int not null check (no > 0),
  state          text not null check (state in ('DRAFT', 'IMPORTED', 'PUBLISHED', 'CLOSED')),
  change_kind    text not null check (change_kind in ('NEW', 'AMENDED', 'REPLACED', 'REPEALED')),
  changed_components text[] not null default '{}',
  decision_id    int references procedures.publication_decision (id),
  effective_from date,
  effective_to   date check (effective_to > effective_from),
  name           text not null,
  sector         text not null,
  levels         text[] not null,
  scope          text not null default 'PUBLIC' check (scope in ('PUBLIC', 'INTERNAL')),
  online_level   text not null default 'INFORMATION' check (online_level in ('FULL', 'PARTIAL', 'INFORMATION')),
  home           text,
  promised       jsonb,
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
comment on column procedures.procedure_version.state is 'IMPORTED: the national copy, readable but not handled here; PUBLISHED versions do not overlap in time.';
comment on column procedures.procedure_version.promised is 'The shorter limit this province promises, by channel; null: the legal limit.';
comment on column procedures.procedure_version.home is 'Which kind of agency decides here: COMMUNE, or the local code of a department.';

create function procedures.keep_published() returns trigger language plpgsql as $$
begin
  if old.state in ('PUBLISHED', 'CLOSED') and (
       new.content is distinct from old.content or new.name <> old.name or new.form is distinct from old.form
       or new.promised is distinct from old.promised or new.effective_from is distinct from old.effective_from) then
    raise exception 'a published version of a procedure is never changed' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_published before update on procedures.procedure_version
  for each row execute function procedures.keep_published();

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
comment on column procedures.process_version.steps is '[{no, code, name, role, place, hours, output}] in order.';

create table procedures.import_run (
  id             int generated always as identity primary key,
  source         text not null,
  at             timestamptz not null,
  by_name        text not null,
  read           int not null,
  imported       int not null,
  rejected       int not null,
  unchanged      int not null,
  warnings       jsonb not null,
  rejections     jsonb not null
);
