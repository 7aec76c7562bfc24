-- Disclosure: where procedures must be made public, and the evidence that they are. Delegation: who signs for whom.

create table procedures.disclosure_place (
  id             int generated always as identity primary key,
  code           text not null check (code ~ '^[A-Z][A-Z0-9_]{1,29}$'),
  name           text not null check (length(name) between 2 and 200),
  name_en        text not null check (length(name_en) between 2 and 200),
  agency_kinds   text[] not null check (cardinality(agency_kinds) > 0 and agency_kinds <@ array['PROVINCE','DEPARTMENT','COMMUNE','SERVICE_CENTRE','OTHER']),
  proof          text not null check (proof in ('URL', 'FILE', 'ANY')),
  position       int not null,
  valid_from     date not null,
  valid_to       date check (valid_to > valid_from),
  basis          text not null,
  verified       boolean not null,
  exclude using gist (code with =, daterange(valid_from, valid_to) with &&)
);
comment on table procedures.disclosure_place is 'Where agencies of some kinds must make public what they handle: dated data, editable, never code.';
comment on column procedures.disclosure_place.agency_kinds is 'Kinds of agencies that must disclose there; for all others the place is not required.';
comment on column procedures.disclosure_place.proof is 'What proves a posting there: an address (URL), a photo or scan (FILE), or either.';

insert into procedures.disclosure_place (code, name, name_en, agency_kinds, proof, position, valid_from, basis, verified) values
  ('AGENCY_SITE', 'Trang của cơ quan', 'Agency site', '{DEPARTMENT,COMMUNE,PROVINCE}', 'URL', 10, '2016-01-01',
   'Danh mục nơi công khai do tỉnh quyết định, người quản trị sửa được', false),
  ('SERVICE_PORTAL', 'Cổng DVC tỉnh', 'Service portal', '{DEPARTMENT,COMMUNE,PROVINCE}', 'URL', 20, '2016-01-01',
   'Danh mục nơi công khai do tỉnh quyết định, người quản trị sửa được', false),
  ('SERVICE_CENTRE', 'Trung tâm PVHCC', 'Service centre', '{DEPARTMENT,COMMUNE,PROVINCE}', 'FILE', 30, '2016-01-01',
   'Nghị định 63/2010/NĐ-CP, Điều 17: niêm yết tại nơi giải quyết', true),
  ('RECEPTION_UNIT', 'Bộ phận tiếp nhận', 'Reception unit', '{DEPARTMENT}', 'FILE', 40, '2016-01-01',
   'Danh mục nơi công khai do tỉnh quyết định, người quản trị sửa được', false);

create table procedures.disclosure_evidence (
  id             int generated always as identity primary key,
  agency_id      int not null references organisation.agency (id),
  place_id       int not null references procedures.disclosure_place (id),
  procedure_id   int not null references procedures.procedure (id),
  version_id     int not null references procedures.procedure_version (id),
  day            date not null,
  url            text check (url ~ '^https?://' and length(url) <= 2000),
  file_sha256    text references kernel.file (sha256),
  file_name      text check ((file_name is null) = (file_sha256 is null)),
  note           text not null default '',
  officer_id     int references organisation.officer (id),
  recorded_at    timestamptz not null,
  recorded_by    text not null,
  withdrawn_on   date check (withdrawn_on >= day),
  withdrawn_at   timestamptz,
  withdrawn_by   text,
  withdraw_reason text,
  check (url is not null or file_sha256 is not null),
  check ((withdrawn_at is null) = (withdraw_reason is null) and (withdrawn_at is null) = (withdrawn_on is null))
);
create index on procedures.disclosure_evidence (procedure_id, agency_id, place_id);
create index on procedures.disclosure_evidence (agency_id);
comment on table procedures.disclosure_evidence is 'Proof that a version of a procedure was posted at a place: never changed, only withdrawn with a reason.';
comment on column procedures.disclosure_evidence.day is 'The day on which it was seen posted.';
comment on column procedures.disclosure_evidence.withdrawn_on is 'First day on which it no longer counts.';

create function procedures.keep_evidence() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.withdrawn_at is not null or
       to_jsonb(new) - '{withdrawn_on,withdrawn_at,withdrawn_by,withdraw_reason}'::text[]
       is distinct from to_jsonb(old) - '{withdrawn_on,withdrawn_at,withdrawn_by,withdraw_reason}'::text[] then
    raise exception 'evidence of a posting is only ever withdrawn, once' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_evidence before update or delete on procedures.disclosure_evidence
  for each row execute function procedures.keep_evidence();

create table organisation.signing_authority (
  id             int generated always as identity primary key,
  work_code      text not null check (length(work_code) between 3 and 40),
  agency_id      int not null references organisation.agency (id),
  valid_from     date not null,
  valid_to       date check (valid_to > valid_from),
  basis          text not null check (length(basis) between 3 and 500),
  created_at     timestamptz not null,
  created_by     text not null,
  exclude using gist (work_code with =, daterange(valid_from, valid_to) with &&)
);
comment on table organisation.signing_authority is 'Whose signature a work needs. A work without a row is signed by whoever handles it.';
comment on column organisation.signing_authority.work_code is 'Code of a procedure as the catalogue writes it; this wing does not read the catalogue.';

create table organisation.delegation (
  id             int generated always as identity primary key,
  from_agency_id int not null references organisation.agency (id),
  from_title     text not null check (length(from_title) between 2 and 200),
  to_agency_id   int not null references organisation.agency (id),
  to_officer_id  int references organisation.officer (id),
  to_title       text not null check (length(to_title) between 2 and 200),
  decision_no    text not null check (length(decision_no) between 3 and 60),
  decided_on     date not null,
  conditions     text not null default '',
  valid_from     date not null check (valid_from >= decided_on),
  valid_to       date not null check (valid_to > valid_from),
  ends_on        date not null check (ends_on between valid_from and valid_to),
  extends_id     int unique references organisation.delegation (id),
  revoked_at     timestamptz,
  revoked_by     text,
  revoke_no      text,
  revoke_reason  text check ((revoke_reason is null) = (revoked_at is null)),
  illustrative   boolean not null default false,
  search_text    text not null,
  created_at     timestamptz not null,
  created_by     text not null,
  check (revoked_at is not null or ends_on = valid_to)
);
create index on organisation.delegation (from_agency_id);
create index on organisation.delegation (to_agency_id);
create index on organisation.delegation (ends_on, id);
create index on organisation.delegation (decided_on, id);
create index on organisation.delegation using gin (search_text public.gin_trgm_ops);
comment on column organisation.delegation.valid_to is 'First day the decision no longer lets it hold.';
comment on column organisation.delegation.ends_on is 'First day it really no longer holds: valid_to, or the day of its revocation.';

create table organisation.delegated_work (
  delegation_id  int not null references organisation.delegation (id),
  no             int not null check (no > 0),
  code           text,
  title          text not null check (length(title) between 2 and 500),
  work_key       text not null,
  from_agency_id int not null,
  to_agency_id   int not null,
  to_officer_id  int not null,
  valid_from     date not null,
  ends_on        date not null,
  primary key (delegation_id, no),
  exclude using gist (work_key with =, from_agency_id with =, to_agency_id with =, to_officer_id with =, daterange(valid_from, ends_on) with &&)
);
create index on organisation.delegated_work (work_key, from_agency_id);
comment on column organisation.delegated_work.work_key is 'The code of a procedure, or the folded title of another task: what makes two works the same.';
comment on column organisation.delegated_work.to_officer_id is '0: whoever signs for the agency. Repeated from the delegation, like the days, so that the database refuses an overlap.';

create function organisation.keep_delegation() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.revoked_at is not null or
       to_jsonb(new) - '{ends_on,revoked_at,revoked_by,revoke_no,revoke_reason}'::text[]
       is distinct from to_jsonb(old) - '{ends_on,revoked_at,revoked_by,revoke_no,revoke_reason}'::text[] then
    raise exception 'a delegation is only ever revoked, once' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_delegation before update or delete on organisation.delegation
  for each row execute function organisation.keep_delegation();

insert into kernel.parameter (name, valid_from, value, basis, verified) values
  ('delegation.warn_days', '2016-01-01', '30', 'Hệ thống đặt sẵn, người quản trị sửa được', false);
