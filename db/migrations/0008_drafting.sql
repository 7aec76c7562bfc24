-- Drafting: draft legal texts, the procedures their articles touch, impact assessments, opinions, appraisal, adoption.

create table procedures.legal_draft (
  id             int generated always as identity primary key,
  agency_id      int not null references organisation.agency (id),
  kind           text not null check (kind in ('LAW', 'DECREE', 'PRIME_MINISTER_DECISION', 'CIRCULAR', 'COUNCIL_RESOLUTION', 'COMMITTEE_DECISION')),
  title          text not null check (length(title) between 5 and 500),
  purpose        text not null default '',
  planned_on     date,
  stage          text not null check (stage in ('DRAFTING', 'OPINIONS', 'REVISION', 'APPRAISAL', 'APPRAISED', 'ADOPTED', 'WITHDRAWN')),
  version        int not null default 1,
  text_no        int not null default 1,
  appraiser_id   int references organisation.agency (id),
  appraisal_asked_at timestamptz,
  appraised_at   timestamptz,
  appraisal_no   text,
  appraisal_note text,
  adopted_no     text,
  adopted_on     date,
  effective_on   date check (effective_on >= adopted_on),
  withdrawn_note text,
  illustrative   boolean not null default false,
  search_text    text not null,
  created_at     timestamptz not null,
  created_by     text not null,
  moved_at       timestamptz not null,
  check (stage <> 'ADOPTED' or (adopted_no is not null and adopted_on is not null and effective_on is not null))
);
create index on procedures.legal_draft (agency_id);
create index on procedures.legal_draft (moved_at, id);
create index on procedures.legal_draft using gin (search_text public.gin_trgm_ops);
comment on column procedures.legal_draft.agency_id is 'The agency that drafts.';
comment on column procedures.legal_draft.version is 'Counts every change: who looked at an older one is told so.';
comment on column procedures.legal_draft.text_no is 'The version of the text being worked on.';

create table procedures.legal_draft_text (
  draft_id       int not null references procedures.legal_draft (id),
  no             int not null check (no > 0),
  note           text not null default '',
  created_at     timestamptz not null,
  created_by     text not null,
  sealed_at      timestamptz,
  primary key (draft_id, no)
);
comment on column procedures.legal_draft_text.sealed_at is 'When others were first given it to read: from then on it is never changed.';

create table procedures.legal_draft_article (
  draft_id       int not null,
  text_no        int not null,
  no             text not null check (no ~ '^[1-9][0-9]{0,3}[a-zđ]?$'),
  position       int not null,
  heading        text not null default '',
  body           text not null default '',
  primary key (draft_id, text_no, no),
  foreign key (draft_id, text_no) references procedures.legal_draft_text (draft_id, no)
);

create function procedures.keep_sealed() returns trigger language plpgsql as $$
begin
  if exists (select 1 from procedures.legal_draft_text t
              where t.draft_id = coalesce(new.draft_id, old.draft_id) and t.no = coalesce(new.text_no, old.text_no)
                and t.sealed_at is not null) then
    raise exception 'a text that others have been given to read is never changed' using errcode = '42501';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_sealed before insert or update or delete on procedures.legal_draft_article
  for each row execute function procedures.keep_sealed();

create table procedures.affected_procedure (
  id             int generated always as identity primary key,
  draft_id       int not null references procedures.legal_draft (id),
  change         text not null check (change in ('NEW', 'AMENDED', 'REPLACED', 'REPEALED')),
  procedure_id   int references procedures.procedure (id),
  name           text not null check (length(name) between 3 and 500),
  forms          text[] not null default '{}',
  requirements   text[] not null default '{}',
  declared_at    timestamptz,
  check ((change = 'NEW') = (procedure_id is null))
);
create unique index on procedures.affected_procedure (draft_id, procedure_id) where (procedure_id is not null);
create unique index on procedures.affected_procedure (draft_id, lower(name)) where (procedure_id is null);
comment on column procedures.affected_procedure.name is 'Of a new one, or of the one that takes another''s place: a working name.';
comment on column procedures.affected_procedure.declared_at is 'When it was said which forms and requirements the text lays down for it.';

create table procedures.article_change (
  draft_id       int not null,
  text_no        int not null,
  article_no     text not null,
  affected_id    int not null references procedures.affected_procedure (id),
  primary key (draft_id, text_no, article_no, affected_id),
  foreign key (draft_id, text_no, article_no) references procedures.legal_draft_article (draft_id, text_no, no) on delete cascade
);
create trigger keep_sealed before insert or update or delete on procedures.article_change
  for each row execute function procedures.keep_sealed();
comment on table procedures.article_change is 'Which article of a text makes, changes, replaces or repeals which procedure.';

create table procedures.impact_assessment (
  id             int generated always as identity primary key,
  affected_id    int not null references procedures.affected_procedure (id),
  form           text not null check (form in ('PROCEDURE', 'FORM', 'REQUIREMENT')),
  subject        text not null default '' check ((form = 'PROCEDURE') = (subject = '')),
  questionnaire  int not null,
  answers        jsonb not null default '{}',
  complete       boolean not null default false,
  verdict        text check (verdict in ('KEEP', 'AMEND', 'DROP')),
  state          text not null default 'DRAFT' check (state in ('DRAFT', 'SIGNED')),
  fingerprint    text,
  signed_at      timestamptz,
  signed_by      text,
  reopened_at    timestamptz,
  updated_at     timestamptz not null,
  updated_by     text not null,
  unique (affected_id, form, subject),
  check (state <> 'SIGNED' or (complete and verdict is not null and signed_at is not null and signed_by is not null and fingerprint is not null))
);
create index on procedures.impact_assessment (signed_at) where (state = 'SIGNED');
comment on column procedures.impact_assessment.form is 'Annex I, II or III of the decree.';
comment on column procedures.impact_assessment.subject is 'The application form or the requirement it assesses.';
comment on column procedures.impact_assessment.fingerprint is 'Of the articles it was signed for: when they change, it has to be signed anew.';

create table procedures.opinion_round (
  id             int generated always as identity primary key,
  draft_id       int not null,
  text_no        int not null,
  kind           text not null check (kind in ('CONTROL', 'AGENCY', 'PUBLIC', 'FRONT')),
  question       text not null,
  days           int not null check (days between 1 and 365),
  opened_at      timestamptz not null,
  opened_by      text not null,
  due_at         timestamptz not null,
  closed_at      timestamptz,
  closed_by      text,
  close_note     text not null default '',
  foreign key (draft_id, text_no) references procedures.legal_draft_text (draft_id, no)
);
create index on procedures.opinion_round (draft_id);
create unique index one_open_round on procedures.opinion_round (draft_id, kind) where (closed_at is null and kind <> 'AGENCY');
comment on column procedures.opinion_round.kind is 'CONTROL: the unit that controls procedures; FRONT: social criticism by the Fatherland Front.';

create table procedures.opinion_request (
  id             int generated always as identity primary key,
  round_id       int not null references procedures.opinion_round (id),
  agency_id      int references organisation.agency (id),
  name           text not null check (length(name) between 3 and 300),
  due_at         timestamptz not null,
  soon_at        timestamptz not null,
  answered_at    timestamptz,
  answered_by    text,
  document_no    text,
  soon_noted_at  timestamptz,
  late_noted_at  timestamptz,
  unique (round_id, name)
);
create index on procedures.opinion_request (due_at) where (answered_at is null);
create index on procedures.opinion_request (agency_id) where (answered_at is null);
comment on column procedures.opinion_request.agency_id is 'Null: a body outside the province''s agencies, whose letter the drafting agency enters.';

create table procedures.opinion (
  id             int generated always as identity primary key,
  draft_id       int not null references procedures.legal_draft (id),
  round_id       int not null references procedures.opinion_round (id),
  request_id     int references procedures.opinion_request (id),
  article_no     text,
  stance         text not null check (stance in ('AGREE', 'DISAGREE', 'COMMENT')),
  body           text not null default '' check (stance = 'AGREE' or body <> ''),
  author         text not null default '',
  given_at       timestamptz not null,
  disposition    text check (disposition in ('ACCEPTED', 'PARTLY', 'EXPLAINED')),
  answer         text not null default '',
  answered_at    timestamptz,
  answered_by    text,
  check ((disposition is null) = (answered_at is null))
);
create index on procedures.opinion (draft_id);
comment on column procedures.opinion.article_no is 'Of the text of its round; null: on the draft as a whole.';
