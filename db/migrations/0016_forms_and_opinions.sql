-- Forms are withdrawn without a next one; answers before filing stay with the dossier; opinions are reminded of.

-- A form withdrawn before it began held on no day: it ends on the day it was to begin.
alter table procedures.form_version
  drop constraint form_version_check,
  add constraint form_version_span check (effective_to >= effective_from),
  add column withdrawn_at timestamptz,
  add column withdrawn_by text,
  add column withdraw_reason text check (length(withdraw_reason) between 1 and 1000),
  add constraint form_version_withdrawn check (
    (withdrawn_at is null) = (withdraw_reason is null) and (withdrawn_at is null) = (withdrawn_by is null)
    and (withdrawn_at is null or (state = 'CLOSED' and effective_to is not null)));
comment on column procedures.form_version.withdrawn_at is 'When it was said that the form ends without a next one; on which day it ends is effective_to.';
comment on column procedures.form_version.withdraw_reason is 'Why, shown to officers and to citizens who had begun to fill it in.';

create or replace function procedures.keep_published_form() returns trigger language plpgsql as $$
declare
  may_change text[] := '{state,effective_to,withdrawn_at,withdrawn_by,withdraw_reason}';
begin
  if old.state in ('PUBLISHED', 'CLOSED') and (tg_op = 'DELETE' or to_jsonb(new) - may_change is distinct from to_jsonb(old) - may_change) then
    raise exception 'a published form is never changed' using errcode = '42501';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

alter table onestop.dossier add column eligibility jsonb check (jsonb_typeof(eligibility -> 'answers') = 'object');
comment on column onestop.dossier.eligibility is '{formVersionId, answers}: what was answered before filing, and to the questions of which form; null: nothing was asked.';

alter table onestop.opinion
  add column soon_at timestamptz,
  add column soon_noted_at timestamptz,
  add column late_noted_at timestamptz;
update onestop.opinion set soon_at = due_at where soon_at is null;
alter table onestop.opinion alter column soon_at set not null, add check (soon_at <= due_at);
create index opinion_unreminded on onestop.opinion (soon_at) where state = 'OPEN' and late_noted_at is null;
create index opinion_asked on onestop.opinion (asked_at, asked_agency_id);
comment on column onestop.opinion.soon_at is 'When the agency asked is reminded, by its own hours.';
comment on column onestop.opinion.soon_noted_at is 'When it was reminded that the answer is due soon.';
comment on column onestop.opinion.late_noted_at is 'When it was reminded that the answer is overdue.';

-- As before, with the instant of the reminder.
create or replace function onestop.write_opinions(home int, dossier bigint, p jsonb) returns void
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
    insert into onestop.opinion (agency_id, dossier_id, no, step_no, step_name, asked_agency_id, ask, hours, asked_at, asked_by, due_at, soon_at)
    select home, dossier, x.o + (select coalesce(max(e.no), 0) from onestop.opinion e where e.agency_id = home and e.dossier_id = dossier),
           (x.v->>'step_no')::int, x.v->>'step_name', (x.v->>'asked_agency_id')::int, x.v->>'ask', (x.v->>'hours')::numeric,
           (x.v->>'asked_at')::timestamptz, x.v->>'asked_by', (x.v->>'due_at')::timestamptz, (x.v->>'soon_at')::timestamptz
      from jsonb_array_elements(p->'ask') with ordinality as x(v, o);
  end if;
end $$;
