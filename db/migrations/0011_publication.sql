-- Publication as a whole: from an adopted text over the submission to a signed and numbered decision, and its deadlines.

alter table procedures.procedure_version add column promise_basis text check (length(promise_basis) between 3 and 200);
comment on column procedures.procedure_version.promise_basis is
  'The decision by which the province promises the shorter limit; null: the publication decision itself.';

alter table procedures.publication_decision
  add column kind text not null default 'FULL' check (kind in ('FULL', 'LIST')),
  add column basis_no text check (length(basis_no) between 3 and 120),
  add column basis_effective_on date,
  add column decision_due_on date,
  add column public_due_on date,
  add column sealed boolean not null default false,
  add column search_text text not null default '';
-- Numbers begin anew each year.
alter table procedures.publication_decision drop constraint publication_decision_agency_id_number_key;
create unique index on procedures.publication_decision (agency_id, number, (extract(year from signed_on)));
comment on column procedures.publication_decision.kind is
  'FULL: procedures of the locality''s own, with all components; LIST: a list of procedures a ministry has published.';
comment on column procedures.publication_decision.basis_effective_on is 'Day of effect of the newest legal basis.';
comment on column procedures.publication_decision.decision_due_on is
  'Last day to sign in time, by the rule in force when it was signed; null: that rule does not measure this decision.';
comment on column procedures.publication_decision.sealed is
  'Signed from a proposal: its drafts and repeals stay as they were signed, and the proposal publishes it.';
comment on column procedures.publication_decision.public_due_on is 'Last day to make it public in time.';

create table procedures.proposal (
  id                 int generated always as identity primary key,
  agency_id          int not null references organisation.agency (id),
  province_id        int not null references organisation.agency (id),
  kind               text not null check (kind in ('FULL', 'LIST')),
  stage              text not null check (stage in ('PREPARING', 'SUBMITTED', 'NUMBERED', 'SIGNED', 'PUBLISHED', 'CANCELLED')),
  draft_id           int references procedures.legal_draft (id),
  title              text not null check (length(title) between 5 and 500),
  basis_no           text not null check (length(basis_no) between 3 and 120),
  basis_title        text not null check (length(basis_title) between 3 and 500),
  basis_effective_on date not null,
  decision_due_on    date not null,
  submission_no      text,
  submitted_on       date,
  submitted_by       text,
  decision_no        text,
  decision_id        int unique references procedures.publication_decision (id),
  signed_by          text,
  signed_at          timestamptz,
  end_reason         text,
  created_at         timestamptz not null,
  created_by         text not null,
  search_text        text not null,
  check ((stage in ('SUBMITTED', 'NUMBERED', 'SIGNED', 'PUBLISHED')) <= (submission_no is not null and submitted_on is not null)),
  check ((stage in ('NUMBERED', 'SIGNED', 'PUBLISHED')) <= (decision_no is not null)),
  check ((stage in ('SIGNED', 'PUBLISHED')) = (decision_id is not null and signed_at is not null and signed_by is not null))
);
create index on procedures.proposal (stage, id);
create index on procedures.proposal using gin (search_text public.gin_trgm_ops);
comment on table procedures.proposal is 'A publication on its way: who proposes, from which text, how far it has come.';
comment on column procedures.proposal.agency_id is 'Who submits it.';

create table procedures.proposal_item (
  proposal_id    int not null references procedures.proposal (id),
  no             int not null check (no > 0),
  change         text not null check (change in ('NEW', 'AMENDED', 'REPLACED', 'REPEALED')),
  code           text check (code ~ '^[1-6]\.[0-9]{6}(\.[A-Z][0-9]{2}(\.[0-9]{2})*)?$'),
  name           text not null check (length(name) between 1 and 1000),
  successor_code text check (successor_code ~ '^[1-6]\.[0-9]{6}(\.[A-Z][0-9]{2}(\.[0-9]{2})*)?$'),
  basis          text not null check (length(basis) between 3 and 500),
  primary key (proposal_id, no),
  unique (proposal_id, code),
  check (successor_code is null or change = 'REPLACED')
);
comment on column procedures.proposal_item.code is 'Null while a new procedure has no code yet.';
comment on column procedures.proposal_item.successor_code is 'The code that takes the place of a replaced one; null: it keeps its code.';
comment on column procedures.proposal_item.basis is 'The text that makes, changes or repeals it.';

create table procedures.succession (
  procedure_id   int primary key references procedures.procedure (id),
  successor_id   int not null references procedures.procedure (id),
  decision_id    int not null references procedures.publication_decision (id),
  since          date not null,
  check (procedure_id <> successor_id)
);
create index on procedures.succession (successor_id);
comment on table procedures.succession is 'Which procedure takes the place of one that was replaced under another code.';

create table procedures.series (
  agency_id      int not null references organisation.agency (id),
  kind           text not null check (kind in ('DECISION', 'SUBMISSION')),
  year           int not null check (year between 2000 and 2200),
  last           int not null check (last > 0),
  primary key (agency_id, kind, year)
);
comment on table procedures.series is 'The last number given in each series: one for each agency, kind of document and year, from 01.';

create table procedures.series_entry (
  agency_id      int not null,
  kind           text not null,
  year           int not null,
  no             int not null check (no > 0),
  through        int not null check (through >= no),
  proposal_id    int references procedures.proposal (id),
  reason         text check (length(reason) between 3 and 500),
  given_at       timestamptz not null,
  given_by       text not null,
  primary key (agency_id, kind, year, no),
  foreign key (agency_id, kind, year) references procedures.series (agency_id, kind, year),
  exclude using gist (agency_id with =, kind with =, year with =, int4range(no, through, '[]') with &&),
  check ((proposal_id is not null and through = no) or reason is not null)
);
comment on table procedures.series_entry is 'What every number of a series was used for, or why there is a gap: nothing is missing between 1 and the last.';
