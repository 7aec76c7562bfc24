-- Forms have versions of their own: what is asked on screen changes without a new publication decision.

create table procedures.form_version (
  id             int generated always as identity primary key,
  procedure_id   int not null references procedures.procedure (id),
  no             int not null check (no > 0),
  state          text not null check (state in ('DRAFT', 'PUBLISHED', 'CLOSED')),
  definition     jsonb not null check (jsonb_typeof(definition -> 'sections') = 'array'),
  note           text not null default '' check (length(note) <= 1000),
  revision       int not null default 1 check (revision > 0),
  undo           jsonb not null default '[]' check (jsonb_typeof(undo) = 'array'),
  effective_from date,
  effective_to   date check (effective_to > effective_from),
  created_at     timestamptz not null,
  created_by     text not null,
  changed_at     timestamptz not null,
  published_at   timestamptz,
  published_by   text,
  unique (procedure_id, no),
  exclude using gist (procedure_id with =, daterange(effective_from, effective_to) with &&) where (state in ('PUBLISHED', 'CLOSED')),
  check (state = 'DRAFT' or (effective_from is not null and published_at is not null and published_by is not null))
);
create unique index one_form_draft on procedures.form_version (procedure_id) where (state = 'DRAFT');
comment on table procedures.form_version is 'The electronic form of a procedure. A dossier keeps the version it was filed with; published versions do not overlap in time.';
comment on column procedures.form_version.definition is '{eligibility?, sections, cases?, minutes?}; see src/procedures/forms/definition.ts.';
comment on column procedures.form_version.note is 'What changed, or on which basis.';
comment on column procedures.form_version.revision is 'Rises with every save of the draft: of two editors at once, one is refused.';
comment on column procedures.form_version.undo is 'Of a draft: its earlier definitions, the newest last.';
comment on column procedures.form_version.effective_to is 'First day it no longer holds.';

-- The forms that procedure versions carried: each holds while its version held; the same form in versions that follow
-- each other without a gap is one. A draft's form is kept as a draft where it says something new.
create temporary table moved_form on commit drop as
with held as (
  select v.id as version_id, v.procedure_id, v.form, v.effective_from, v.effective_to, v.created_at, v.published_at,
         coalesce(d.published_by, d.signer, '') as published_by, coalesce(d.number, '') as basis,
         v.form is distinct from lag(v.form) over w or v.effective_from is distinct from lag(v.effective_to) over w as begins
    from procedures.procedure_version v
    left join procedures.publication_decision d on d.id = v.decision_id
   where v.state in ('PUBLISHED', 'CLOSED')
  window w as (partition by v.procedure_id order by v.effective_from)
), numbered as (
  select *, count(*) filter (where begins) over (partition by procedure_id order by effective_from) as island from held
)
select version_id, procedure_id, form, effective_from, effective_to, created_at, published_at, published_by, basis,
       dense_rank() over (partition by procedure_id order by island)::int as no
  from numbered
 where jsonb_array_length(form -> 'sections') > 0;

insert into procedures.form_version (procedure_id, no, state, definition, note, effective_from, effective_to, created_at, created_by,
                                     changed_at, published_at, published_by)
select procedure_id, no, case when bool_or(effective_to is null) then 'PUBLISHED' else 'CLOSED' end, (array_agg(form))[1],
       (array_agg(basis order by effective_from))[1], min(effective_from),
       case when bool_or(effective_to is null) then null else max(effective_to) end,
       min(created_at), (array_agg(published_by order by effective_from))[1], min(created_at), min(published_at),
       (array_agg(published_by order by effective_from))[1]
  from moved_form group by procedure_id, no;

insert into procedures.form_version (procedure_id, no, state, definition, created_at, created_by, changed_at)
select v.procedure_id, 1 + coalesce((select max(no) from procedures.form_version f where f.procedure_id = v.procedure_id), 0), 'DRAFT',
       v.form, v.created_at, '', v.created_at
  from procedures.procedure_version v
 where v.state = 'DRAFT' and jsonb_array_length(v.form -> 'sections') > 0
   and not exists (select 1 from procedures.form_version f
                    where f.procedure_id = v.procedure_id and f.effective_to is null and f.definition = v.form);

create function procedures.keep_published_form() returns trigger language plpgsql as $$
begin
  if old.state in ('PUBLISHED', 'CLOSED') and (tg_op = 'DELETE' or
       to_jsonb(new) - '{state,effective_to}'::text[] is distinct from to_jsonb(old) - '{state,effective_to}'::text[]) then
    raise exception 'a published form is never changed' using errcode = '42501';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_published before update or delete on procedures.form_version
  for each row execute function procedures.keep_published_form();

alter table onestop.dossier add column form_version_id int;
comment on column onestop.dossier.form_version_id is 'The form the answers in form answer; null: the procedure had none that day.';
alter table onestop.draft add column form_version_id int;
comment on column onestop.draft.form_version_id is 'The form the draft was last saved with.';

update onestop.dossier d set form_version_id = f.id
  from moved_form m join procedures.form_version f on f.procedure_id = m.procedure_id and f.no = m.no
 where m.version_id = d.procedure_version_id;
update onestop.draft d set form_version_id = f.id
  from moved_form m join procedures.form_version f on f.procedure_id = m.procedure_id and f.no = m.no
 where m.version_id = d.procedure_version_id;

alter table procedures.procedure_version drop column form;
