create schema reform;

create table reform.plan (
  id             int generated always as identity primary key,
  agency_id      int not null references organisation.agency (id),
  year           int not null check (year between 2000 and 2100),
  number         text not null,
  title          text not null,
  signed_on      date,
  purpose        text not null default '',
  status         text not null check (status in ('DRAFT', 'APPROVED', 'CLOSED')),
  illustrative   boolean not null default false,
  created_at     timestamptz not null,
  approved_at    timestamptz,
  version        int not null default 1,
  unique (agency_id, number)
);

create table reform.target (
  id             int generated always as identity primary key,
  plan_id        int not null references reform.plan (id),
  no             int not null,
  area           text not null,
  text           text not null,
  operator       text not null check (operator in ('>=', '<=', '=', '>', '<')),
  value          numeric not null,
  unit           text not null,
  period_from    date not null,
  period_to      date not null check (period_to >= period_from),
  metric         text,
  metric_agency_id int,
  unique (plan_id, no)
);
comment on column reform.target.metric is 'Key of the measure that fills it by itself; null: values are entered with evidence.';

create table reform.target_value (
  id             int generated always as identity primary key,
  target_id      int not null references reform.target (id),
  as_of          date not null,
  value          numeric not null,
  evidence       text not null check (length(evidence) > 0),
  file_sha256    text,
  entered_at     timestamptz not null,
  entered_by     text not null
);

create table reform.task (
  id             int generated always as identity primary key,
  plan_id        int not null references reform.plan (id),
  code           text not null,
  area           text not null,
  text           text not null,
  product        text not null,
  lead_agency_id int not null references organisation.agency (id),
  lead_officer   text not null default '',
  coordinating   int[] not null default '{}',
  due_on         date not null,
  status         text not null check (status in ('TODO', 'DOING', 'DONE', 'DROPPED')),
  done_on        date,
  evidence       text not null default '',
  version        int not null default 1,
  unique (plan_id, code)
);
