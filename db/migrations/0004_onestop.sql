-- Dossiers. Every key starts with agency_id, the dossier's home (its competent agency), so that these tables
-- can be distributed by it and co-located.

create schema onestop;

create table onestop.code_counter (
  agency_id      int not null,
  day            date not null,
  n              int not null,
  primary key (agency_id, day)
);

create sequence onestop.dossier_id_seq as bigint;

create table onestop.dossier (
  agency_id      int not null,
  id             bigint not null default nextval('onestop.dossier_id_seq'),
  code           text not null,
  status         text not null check (status in ('SUBMITTED','RECEIVED','REFUSED','PROCESSING','SUPPLEMENT_REQUESTED','FINANCIAL_OBLIGATION','WITHDRAWN','STOPPED','COMPLETED','RETURNED')),
  channel        text not null check (channel in ('DIRECT', 'ONLINE', 'POST')),
  procedure_id   int not null,
  procedure_version_id int not null,
  process_version_id int,
  calendar_version_id int,
  sector         text not null,
  procedure_name text not null,
  receiving_agency_id int not null,
  support_point_id int,
  applicant_kind text not null check (applicant_kind in ('CITIZEN', 'BUSINESS', 'ORGANISATION')),
  applicant_name text not null,
  applicant_id_no text not null,
  applicant_phone text not null default '',
  applicant_email text not null default '',
  applicant_address text not null default '',
  citizen_account_id int,
  form           jsonb not null,
  result_delivery text not null check (result_delivery in ('COUNTER', 'POST', 'ONLINE')),
  delivery_address text not null default '',
  copies         int not null default 1 check (copies between 1 and 20),
  fee_amount     bigint check (fee_amount >= 0),
  limit_unit     text,
  limit_amount   numeric,
  submitted_at   timestamptz not null,
  received_at    timestamptz,
  received_by    int,
  due_original_at timestamptz,
  due_at         timestamptz,
  remaining      jsonb,
  step_no        int,
  step_code      text,
  step_name      text,
  step_role      text,
  step_agency_id int,
  step_started_at timestamptz,
  step_due_at    timestamptz,
  assignee_id    int,
  supplement_count int not null default 0,
  finished_at    timestamptz,
  outcome        text check (outcome in ('EARLY', 'ON_TIME', 'LATE')),
  result_no      text,
  returned_at    timestamptz,
  returned_to    text,
  verify_key     text not null,
  version        int not null default 1,
  search_text    text not null,
  primary key (agency_id, id),
  unique (agency_id, code)
);
create index dossier_due on onestop.dossier (agency_id, status, due_at, id);
create index dossier_reception on onestop.dossier (receiving_agency_id, status, submitted_at, id);
create index dossier_step on onestop.dossier (step_agency_id, status, due_at, id);
-- The inbox in its order, read row by row from the first: as long as its page, however many dossiers there are.
create index dossier_inbox on onestop.dossier (step_agency_id, coalesce(due_at, 'infinity'::timestamptz), id)
  where status in ('RECEIVED', 'PROCESSING');
-- Nearly every dossier ended long ago and has no step: without knowing that, the planner takes inboxes for empty and sorts them.
create statistics onestop.dossier_open (mcv, dependencies) on step_agency_id, status from onestop.dossier;
create index dossier_assignee on onestop.dossier (assignee_id, status, due_at) where assignee_id is not null;
create index dossier_received on onestop.dossier (agency_id, received_at);
create index dossier_finished on onestop.dossier (agency_id, finished_at);
create index dossier_code on onestop.dossier (code);
create index dossier_applicant on onestop.dossier (applicant_id_no);
create index dossier_citizen on onestop.dossier (citizen_account_id) where citizen_account_id is not null;
create index dossier_search on onestop.dossier using gin (search_text public.gin_trgm_ops);
comment on column onestop.dossier.remaining is 'What is left of the limit while the clock is paused: {unit, minutes|days}.';
comment on column onestop.dossier.due_at is 'Null while paused or before reception.';
comment on column onestop.dossier.verify_key is 'Unguessable part of the address behind the QR code.';
comment on column onestop.dossier.version is 'Rises with every verb: two officers deciding at once, one is refused.';

create table onestop.paper (
  agency_id      int not null,
  dossier_id     bigint not null,
  no             int not null,
  name           text not null,
  originals      int not null default 0,
  copies         int not null default 0,
  file_sha256    text constraint paper_file references kernel.file (sha256),
  file_name      text,
  file_size      bigint,
  kind           text not null default 'COMPONENT' check (kind in ('COMPONENT', 'SUPPLEMENT', 'RESULT', 'OTHER')),
  added_at       timestamptz not null,
  added_by       text not null,
  primary key (agency_id, dossier_id, no),
  foreign key (agency_id, dossier_id) references onestop.dossier (agency_id, id)
);

create table onestop.clock (
  agency_id      int not null,
  dossier_id     bigint not null,
  no             int not null,
  from_at        timestamptz not null,
  to_at          timestamptz,
  state          text not null check (state in ('RUNNING', 'PAUSED')),
  due_at         timestamptz,
  reason         text not null default '',
  primary key (agency_id, dossier_id, no),
  foreign key (agency_id, dossier_id) references onestop.dossier (agency_id, id),
  check (to_at >= from_at),
  check ((state = 'RUNNING') = (due_at is not null))
);
comment on table onestop.clock is 'The ledger of the promise: from reception to the end, running with a due instant or paused. What was late on any past day is read from it.';

create table onestop.step_log (
  agency_id      int not null,
  dossier_id     bigint not null,
  no             int not null,
  step_no        int not null,
  step_code      text not null,
  step_name      text not null,
  role           text not null,
  unit_id        int not null,
  officer_id     int,
  officer_name   text not null default '',
  hours          numeric not null,
  started_at     timestamptz not null,
  claimed_at     timestamptz,
  ended_at       timestamptz,
  used_minutes   int,
  action         text,
  note           text not null default '',
  primary key (agency_id, dossier_id, no),
  foreign key (agency_id, dossier_id) references onestop.dossier (agency_id, id)
);

create table onestop.slip (
  agency_id      int not null,
  dossier_id     bigint not null,
  no             int not null,
  form_no        text not null,
  number         text not null,
  issued_at      timestamptz not null,
  issued_by      text not null,
  data           jsonb not null,
  primary key (agency_id, dossier_id, no),
  foreign key (agency_id, dossier_id) references onestop.dossier (agency_id, id)
);
create index slip_apology on onestop.slip (agency_id, dossier_id) where form_no = '04';
comment on table onestop.slip is 'Official forms given out (01 receipt, 02 supplement request, 03 refusal, …), as they were.';

create table onestop.draft (
  id             text primary key,
  account_id     int not null,
  procedure_version_id int not null,
  agency_id      int,
  step           text not null,
  data           jsonb not null,
  files          jsonb not null default '[]',
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  expires_at     timestamptz not null,
  filed_code     text
);
create index on onestop.draft (account_id, updated_at desc);

-- Takes in one dossier with everything that comes with it, in one round trip: code, rows, events, idempotent answer.
-- What to write was decided by the rules in src/onestop/dossiers; nothing is decided here.
create function onestop.accept(p jsonb) returns jsonb
  language plpgsql as $$
declare
  key_scope text := p->'key'->>'scope';
  key_text  text := p->'key'->>'key';
  earlier   record;
  d         onestop.dossier;
  n         int;
  given     jsonb;
begin
  if key_text is not null then
    insert into kernel.idempotency (scope, key, verb, request_hash, created_at)
    values (key_scope, key_text, p->'key'->>'verb', p->'key'->>'request_hash', (p->'key'->>'created_at')::timestamptz)
    on conflict do nothing;
    if not found then
      select verb, request_hash, i.answer into earlier from kernel.idempotency i where scope = key_scope and key = key_text;
      return jsonb_build_object('earlier', earlier.answer, 'verb', earlier.verb, 'request_hash', earlier.request_hash);
    end if;
  end if;

  d := jsonb_populate_record(null::onestop.dossier, p->'dossier');
  d.id := nextval('onestop.dossier_id_seq');
  d.version := 1;
  insert into onestop.code_counter as c (agency_id, day, n) values (d.agency_id, (p->>'day')::date, 1)
    on conflict (agency_id, day) do update set n = c.n + 1 returning c.n into n;
  d.code := (p->>'code_prefix') || to_char((p->>'day')::date, 'YYYYMMDD') || '-' || lpad(n::text, 7, '0');
  d.search_text := lower(d.code) || ' ' || d.search_text;
  insert into onestop.dossier select d.*;

  insert into onestop.paper (agency_id, dossier_id, no, name, originals, copies, file_sha256, file_name, file_size, kind, added_at, added_by)
  select d.agency_id, d.id, x.no, x.name, x.originals, x.copies, x.file_sha256, x.file_name, x.file_size, x.kind, x.added_at, x.added_by
    from jsonb_to_recordset(p->'papers') as x(no int, name text, originals int, copies int, file_sha256 text, file_name text,
                                              file_size bigint, kind text, added_at timestamptz, added_by text);
  if jsonb_typeof(p->'clock') = 'object' then
    insert into onestop.clock (agency_id, dossier_id, no, from_at, state, due_at, reason)
    values (d.agency_id, d.id, 1, d.received_at, 'RUNNING', d.due_at, p->'clock'->>'reason');
    insert into onestop.step_log (agency_id, dossier_id, no, step_no, step_code, step_name, role, unit_id, officer_id, officer_name, hours, started_at, claimed_at)
    values (d.agency_id, d.id, 1, d.step_no, d.step_code, d.step_name, d.step_role, d.step_agency_id, d.assignee_id,
            p->'clock'->>'officer_name', (p->'clock'->>'hours')::numeric, d.step_started_at, d.step_started_at);
    insert into onestop.slip (agency_id, dossier_id, no, form_no, number, issued_at, issued_by, data)
    values (d.agency_id, d.id, 1, '01', d.code, d.received_at, p->'clock'->>'officer_name', '{}');
  end if;

  perform kernel.append((select jsonb_agg(e || jsonb_build_object('stream', 'dossier:' || d.id, 'is_new', o = 1,
             'data', (e->'data') || jsonb_build_object('dossierId', d.id, 'code', d.code)) order by o)
             from jsonb_array_elements(p->'events') with ordinality as x(e, o)));

  given := jsonb_build_object('id', d.id, 'code', d.code, 'dueAt', d.due_at, 'verifyKey', d.verify_key);
  if key_text is not null then
    update kernel.idempotency i set answer = given where scope = key_scope and key = key_text;
  end if;
  return given;
end $$;

-- Writes what one verb decided on one dossier, in one round trip: the row, its ledgers, papers, an official form, events,
-- idempotent answer. The version is what the verb decided on; another one there means somebody was faster (MC001).
create function onestop.change(p jsonb) returns jsonb
  language plpgsql as $$
declare
  key_scope text := p->'key'->>'scope';
  key_text  text := p->'key'->>'key';
  earlier   record;
  d         onestop.dossier;
  s         onestop.step_log;
begin
  if key_text is not null then
    insert into kernel.idempotency (scope, key, verb, request_hash, answer, created_at)
    values (key_scope, key_text, p->'key'->>'verb', p->'key'->>'request_hash', p->'answer', (p->'key'->>'created_at')::timestamptz)
    on conflict do nothing;
    if not found then
      select verb, request_hash, i.answer into earlier from kernel.idempotency i where scope = key_scope and key = key_text;
      return jsonb_build_object('earlier', earlier.answer, 'verb', earlier.verb, 'request_hash', earlier.request_hash);
    end if;
  end if;

  select * into d from onestop.dossier
   where agency_id = (p->>'agency_id')::int and id = (p->>'id')::bigint for update;
  if d.version is distinct from (p->>'version')::int then
    raise exception 'dossier % has changed meanwhile', d.code using errcode = 'MC001';
  end if;
  d := jsonb_populate_record(d, p->'dossier');
  update onestop.dossier set
    process_version_id = d.process_version_id,
    status = d.status, version = version + 1, received_at = d.received_at, received_by = d.received_by,
    limit_unit = d.limit_unit, limit_amount = d.limit_amount, due_original_at = d.due_original_at, due_at = d.due_at,
    calendar_version_id = d.calendar_version_id, remaining = nullif(d.remaining, 'null'), step_no = d.step_no, step_code = d.step_code,
    step_name = d.step_name, step_role = d.step_role, step_agency_id = d.step_agency_id, step_started_at = d.step_started_at,
    step_due_at = d.step_due_at, assignee_id = d.assignee_id, supplement_count = d.supplement_count, finished_at = d.finished_at,
    outcome = d.outcome, result_no = d.result_no, result_delivery = d.result_delivery, returned_at = d.returned_at,
    returned_to = d.returned_to
   where agency_id = d.agency_id and id = d.id;

  if p ? 'step_ends' then
    update onestop.step_log l set
      ended_at = (p->'step_ends'->>'ended_at')::timestamptz, used_minutes = (p->'step_ends'->>'used_minutes')::int,
      action = p->'step_ends'->>'action', note = p->'step_ends'->>'note',
      officer_id = case when p->'step_ends' ? 'officer_id' then (p->'step_ends'->>'officer_id')::int else l.officer_id end,
      officer_name = coalesce(p->'step_ends'->>'officer_name', l.officer_name)
     where agency_id = d.agency_id and dossier_id = d.id and ended_at is null;
  end if;
  if p ? 'step_holder' then
    update onestop.step_log set
      officer_id = (p->'step_holder'->>'officer_id')::int, officer_name = p->'step_holder'->>'officer_name',
      claimed_at = (p->'step_holder'->>'claimed_at')::timestamptz
     where agency_id = d.agency_id and dossier_id = d.id and ended_at is null;
  end if;
  if p ? 'step_begins' then
    s := jsonb_populate_record(null::onestop.step_log, p->'step_begins');
    insert into onestop.step_log (agency_id, dossier_id, no, step_no, step_code, step_name, role, unit_id, officer_id, hours, started_at)
    select d.agency_id, d.id, coalesce(max(l.no), 0) + 1, s.step_no, s.step_code, s.step_name, s.role, s.unit_id, s.officer_id, s.hours, s.started_at
      from onestop.step_log l where l.agency_id = d.agency_id and l.dossier_id = d.id;
  end if;
  if p ? 'clock' then
    update onestop.clock set to_at = (p->'clock'->>'at')::timestamptz
     where agency_id = d.agency_id and dossier_id = d.id and to_at is null;
    if jsonb_typeof(p->'clock'->'next') = 'object' then
      insert into onestop.clock (agency_id, dossier_id, no, from_at, state, due_at, reason)
      select d.agency_id, d.id, coalesce(max(c.no), 0) + 1, (p->'clock'->>'at')::timestamptz, p->'clock'->'next'->>'state',
             (p->'clock'->'next'->>'due_at')::timestamptz, p->'clock'->'next'->>'reason'
        from onestop.clock c where c.agency_id = d.agency_id and c.dossier_id = d.id;
    end if;
  end if;
  if p ? 'slip' then
    insert into onestop.slip (agency_id, dossier_id, no, form_no, number, issued_at, issued_by, data)
    select d.agency_id, d.id, count(*) + 1, p->'slip'->>'form_no', p->'slip'->>'number', (p->'slip'->>'issued_at')::timestamptz,
           p->'slip'->>'issued_by', p->'slip'->'data'
      from onestop.slip i where i.agency_id = d.agency_id and i.dossier_id = d.id;
  end if;
  if jsonb_array_length(coalesce(p->'papers', '[]')) > 0 then
    insert into onestop.paper (agency_id, dossier_id, no, name, originals, copies, file_sha256, file_name, kind, added_at, added_by)
    select d.agency_id, d.id, x.o + (select coalesce(max(e.no), 0) from onestop.paper e where e.agency_id = d.agency_id and e.dossier_id = d.id),
           x.v->>'name', (x.v->>'originals')::int, (x.v->>'copies')::int, x.v->>'file_sha256', x.v->>'file_name', x.v->>'kind',
           (x.v->>'added_at')::timestamptz, x.v->>'added_by'
      from jsonb_array_elements(p->'papers') with ordinality as x(v, o);
  end if;

  perform kernel.append(p->'events');
  return p->'answer';
end $$;
