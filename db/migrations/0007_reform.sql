-- Reform plans: targets that measure themselves or are entered with evidence, and tasks with a lead.

create schema reform;

create table reform.plan (
  id             int generated always as identity primary key,
  agency_id      int not null references organisation.agency (id),
  year           int not null check (year between 2000 and 2100),
  number         text not null check (length(number) between 1 and 60),
  title          text not null check (length(title) > 0),
  signed_on      date,
  signer         text not null default '',
  basis          text[] not null default '{}',
  purpose        text not null default '',
  area_set       text not null,
  status         text not null check (status in ('DRAFT', 'APPROVED', 'CLOSED')),
  illustrative   boolean not null default false,
  created_at     timestamptz not null,
  approved_at    timestamptz,
  closed_at      timestamptz,
  version        int not null default 1,
  unique (agency_id, number),
  check (status = 'DRAFT' or approved_at is not null),
  check ((status = 'CLOSED') = (closed_at is not null))
);
create index on reform.plan (year desc, agency_id);
comment on column reform.plan.basis is 'Documents it rests on, one line each.';
comment on column reform.plan.area_set is 'Key of the list of reform areas of its period (src/reform/plans/areas.json).';

create table reform.target (
  id             int generated always as identity primary key,
  plan_id        int not null references reform.plan (id),
  no             int not null check (no > 0),
  area           text not null,
  text           text not null check (length(text) > 0),
  operator       text not null check (operator in ('>=', '<=', '=', '>', '<')),
  value          numeric not null,
  unit           text not null,
  period_from    date not null,
  period_to      date not null check (period_to >= period_from),
  metric         text,
  metric_agency_id int references organisation.agency (id),
  unique (plan_id, no)
);
comment on column reform.target.metric is 'Key of the measure that fills it by itself; null: values are entered with evidence.';
comment on column reform.target.metric_agency_id is 'Whose figure; null: of the whole province.';

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
create index on reform.target_value (target_id, as_of desc, id desc);
comment on table reform.target_value is 'Entered values, never changed: a correction is a newer row.';

create table reform.task (
  id             int generated always as identity primary key,
  plan_id        int not null references reform.plan (id),
  code           text not null check (code ~ '^[0-9]{1,3}(\.[0-9]{1,3}){0,3}$'),
  area           text not null,
  text           text not null check (length(text) > 0),
  product        text not null,
  lead_agency_id int references organisation.agency (id),
  lead_officer   text not null default '',
  coordinating   int[] not null default '{}',
  due_on         date not null,
  status         text not null check (status in ('TODO', 'DOING', 'DONE', 'DROPPED')),
  done_on        date,
  evidence       text not null default '',
  drop_reason    text not null default '',
  version        int not null default 1,
  unique (plan_id, code),
  check ((status = 'DONE') = (done_on is not null)),
  check (status <> 'DONE' or length(evidence) > 0),
  check ((status = 'DROPPED') = (length(drop_reason) > 0))
);
create index on reform.task (lead_agency_id, status, due_on);
comment on column reform.task.lead_agency_id is 'One lead; null only while the plan is a draft.';
