-- Measures: counting cells folded from the event log, how endings are counted, closed periods, recounts.

create schema measures;

create table measures.cell (
  agency_id      int not null,
  day            date not null,
  sector         text not null,
  procedure_id   int not null,
  kind           text not null check (kind in ('RECEIVED', 'FINISHED', 'DUE', 'PAUSED')),
  dim            text not null default '',
  n              bigint not null,
  primary key (agency_id, kind, day, sector, procedure_id, dim)
);
create index on measures.cell (kind, day);
comment on table measures.cell is 'Counting cells, folded from the event log: what happened on a day. A stock (open, late) is a running sum of them.';
comment on column measures.cell.sector is 'As it was when the dossier came: a procedure that changes its sector moves no past figure.';
comment on column measures.cell.dim is 'RECEIVED: channel; FINISHED: how and outcome, COMPLETED.EARLY; DUE: the due day, +1 when it begins to run, -1 when it ends; PAUSED: empty.';

create table measures.stock_month (
  month          date primary key check (extract(day from month) = 1)
);
comment on table measures.stock_month is 'Months whose stock below holds. One that something of the past has changed is taken out, and built anew.';

create table measures.stock (
  agency_id      int not null,
  month          date not null,
  kind           text not null check (kind in ('OPEN', 'DUE', 'PAUSED')),
  sector         text not null,
  dim            text not null,
  n              bigint not null,
  primary key (agency_id, month, kind, sector, dim)
);
create index on measures.stock (month, kind);
comment on table measures.stock is 'Sums of all cells before the first day of a month, where not zero: a report reads one stock and the days after it, however long the history. Only a short cut: what is not here is summed from the cells.';

create table measures.counting_rule (
  version        int primary key check (version > 0),
  valid_from     date not null unique,
  endings        jsonb not null,
  waiting        text not null check (waiting in ('IN_TIME', 'OVERDUE')),
  basis          text not null,
  verified       boolean not null
);
comment on table measures.counting_rule is 'Which ending counts as early, on time or late, and where dossiers waiting for papers stand: dated data, chosen by the last day of a period.';
comment on column measures.counting_rule.endings is '{"COMPLETED.EARLY": "EARLY", …}: every way to end with every outcome.';

insert into measures.counting_rule (version, valid_from, endings, waiting, basis, verified) values (1, '1970-01-01',
  '{"COMPLETED.EARLY": "EARLY", "COMPLETED.ON_TIME": "ON_TIME", "COMPLETED.LATE": "LATE",
    "WITHDRAWN.EARLY": "ON_TIME", "WITHDRAWN.ON_TIME": "ON_TIME", "WITHDRAWN.LATE": "LATE",
    "STOPPED.EARLY": "ON_TIME", "STOPPED.ON_TIME": "ON_TIME", "STOPPED.LATE": "LATE"}',
  'IN_TIME',
  'Biểu II.06a/VPCP/KSTT, ghi chú cột (9) và (12): trả lại, xin rút tính đúng hạn, chờ bổ sung tính trong hạn. Đã trễ rồi mới rút hoặc dừng vẫn tính quá hạn: cách hiểu của hệ thống.',
  false);

create table measures.snapshot (
  id             int generated always as identity primary key,
  form           text not null,
  formula_version int not null references measures.counting_rule (version),
  agency_id      int,
  from_day       date not null,
  to_day         date not null check (to_day >= from_day),
  version        int not null check (version > 0),
  rows           jsonb not null,
  reason         text not null default '',
  closed_at      timestamptz not null,
  closed_by      text not null,
  unique nulls not distinct (form, agency_id, from_day, to_day, version),
  check (version = 1 or length(reason) > 0)
);
comment on table measures.snapshot is 'A closed period: frozen figures with the version of the formulas that made them. Closing again writes a further version, with its reason.';
create trigger append_only before update or delete on measures.snapshot
  for each row execute function kernel.refuse_change();

create table measures.reconciliation (
  id             int generated always as identity primary key,
  at             timestamptz not null,
  checked        int not null,
  differences    jsonb not null
);
comment on table measures.reconciliation is 'Recounts of the cells from dossiers and clocks; a difference names its cell, what was counted and what the facts say.';
