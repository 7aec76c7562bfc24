-- Replays of finished dossiers: those of one procedure in a period, found without looking at all others.

create index dossier_procedure on onestop.dossier (procedure_id, finished_at) where finished_at is not null;

-- Opinions asked of other agencies beside a step: tasks of those agencies, kept with the dossier they are about.

create table onestop.opinion (
  agency_id      int not null,
  dossier_id     bigint not null,
  no             int not null,
  step_no        int not null,
  step_name      text not null,
  asked_agency_id int not null,
  ask            text not null,
  hours          numeric not null check (hours > 0),
  asked_at       timestamptz not null,
  asked_by       text not null,
  due_at         timestamptz not null,
  state          text not null default 'OPEN' check (state in ('OPEN', 'GIVEN', 'CLOSED')),
  verdict        text check (verdict in ('AGREE', 'DISAGREE', 'NEEDS')),
  body           text not null default '',
  file_sha256    text constraint opinion_file references kernel.file (sha256),
  file_name      text,
  officer_id     int,
  officer_name   text not null default '',
  ended_at       timestamptz check (ended_at >= asked_at),
  ended_why      text check (ended_why in ('SENT_BACK', 'ENDED', 'WITHOUT', 'MOVED')),
  reason         text not null default '',
  late           boolean,
  primary key (agency_id, dossier_id, no),
  foreign key (agency_id, dossier_id) references onestop.dossier (agency_id, id),
  check ((state = 'OPEN') = (ended_at is null)),
  check ((state = 'OPEN') = (late is null)),
  check ((state = 'GIVEN') = (verdict is not null)),
  check ((state = 'CLOSED') = (ended_why is not null))
);
create index opinion_inbox on onestop.opinion (asked_agency_id, due_at, dossier_id) where state = 'OPEN';
create index opinion_given on onestop.opinion (asked_agency_id, ended_at, dossier_id) where state = 'GIVEN';
comment on table onestop.opinion is 'Opinions asked beside a step of a dossier. The agency asked answers by its own hours; what is late counts for it.';
comment on column onestop.opinion.due_at is 'By the calendar of the agency asked.';
comment on column onestop.opinion.ended_why is 'Why it was closed unanswered: the step was sent back, the dossier ended, the holder went on without it, the process was changed.';
comment on column onestop.opinion.late is 'Whether the answer came, or the question was closed, after it was due.';

-- What a verb decided on the opinions of one dossier: {close?, give?, ask?}, in this order.
create function onestop.write_opinions(home int, dossier bigint, p jsonb) returns void
  language plpgsql as $$
begin
  if p ? 'close' then
    update onestop.opinion set
      state = 'CLOSED', ended_at = (p->'close'->>'at')::timestamptz, ended_why = p->'close'->>'why', reason = p->'close'->>'reason',
      late = (p->'close'->>'at')::timestamptz > due_at
     where agency_id = home and dossier_id = dossier and state = 'OPEN';
  end if;
  if p ? 'give' then
    update onestop.opinion set
      state = 'GIVEN', verdict = p->'give'->>'verdict', body = p->'give'->>'body', file_sha256 = p->'give'->>'file_sha256',
      file_name = p->'give'->>'file_name', officer_id = (p->'give'->>'officer_id')::int, officer_name = p->'give'->>'officer_name',
      ended_at = (p->'give'->>'at')::timestamptz, late = (p->'give'->>'at')::timestamptz > due_at
     where agency_id = home and dossier_id = dossier and no = (p->'give'->>'no')::int and state = 'OPEN';
  end if;
  if p ? 'ask' then
    insert into onestop.opinion (agency_id, dossier_id, no, step_no, step_name, asked_agency_id, ask, hours, asked_at, asked_by, due_at)
    select home, dossier, x.o + (select coalesce(max(e.no), 0) from onestop.opinion e where e.agency_id = home and e.dossier_id = dossier),
           (x.v->>'step_no')::int, x.v->>'step_name', (x.v->>'asked_agency_id')::int, x.v->>'ask', (x.v->>'hours')::numeric,
           (x.v->>'asked_at')::timestamptz, x.v->>'asked_by', (x.v->>'due_at')::timestamptz
      from jsonb_array_elements(p->'ask') with ordinality as x(v, o);
  end if;
end $$;

-- The writing of a verb that also touches opinions, still one round trip; those that do not are written as before.
create function onestop.accept_asking(p jsonb) returns jsonb
  language plpgsql as $$
declare
  given jsonb := onestop.accept(p);
begin
  if not given ? 'earlier' then
    perform onestop.write_opinions((p->'dossier'->>'agency_id')::int, (given->>'id')::bigint, p->'opinions');
  end if;
  return given;
end $$;

create function onestop.change_asking(p jsonb) returns jsonb
  language plpgsql as $$
declare
  given jsonb := onestop.change(p);
begin
  if not given ? 'earlier' then
    perform onestop.write_opinions((p->>'agency_id')::int, (p->>'id')::bigint, p->'opinions');
  end if;
  return given;
end $$;
