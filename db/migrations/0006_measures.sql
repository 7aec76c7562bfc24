create schema measures;

create table measures.cell (
  agency_id      int not null,
  day            date not null,
  procedure_id   int not null,
  kind           text not null,
  dim            text not null default '',
  n              bigint not null,
  primary key (agency_id, day, procedure_id, kind, dim)
);
comment on table measures.cell is 'Counting cells, folded from the event log: what happened on a day. A stock (open, late) is a running sum of them.';

create table measures.snapshot (
  id             int generated always as identity primary key,
  form           text not null,
  formula_version int not null,
  agency_id      int,
  from_day       date not null,
  to_day         date not null,
  version        int not null,
  rows           jsonb not null,
  reason         text not null default '',
  closed_at      timestamptz not null,
  closed_by      text not null,
  unique nulls not distinct (form, agency_id, from_day, to_day, version)
);
comment on table measures.snapshot is 'A closed period: frozen figures with the version of the formulas that made them.';

create table measures.reconciliation (
  id             int generated always as identity primary key,
  at             timestamptz not null,
  checked        int not null,
  differences    jsonb not null
);
