-- What people say: satisfaction slips, feedback with its notes, votes and numbers.

create schema voice;

create table voice.satisfaction (
  agency_id      int not null,
  dossier_id     bigint not null,
  code           text not null,
  procedure_id   int not null,
  score          int not null check (score between 1 and 5),
  answers        jsonb not null default '{}',
  comment        text not null default '',
  channel        text not null check (channel in ('WEB', 'COUNTER', 'PAPER')),
  given_at       timestamptz not null,
  primary key (agency_id, dossier_id)
);
create index on voice.satisfaction (agency_id, given_at desc);
comment on table voice.satisfaction is 'One slip per dossier, given after the result; never by an officer for the citizen.';
comment on column voice.satisfaction.answers is 'Further answers, 1–5 each: {attitude, time, clarity, place}; a question left out is not there.';
comment on column voice.satisfaction.comment is 'As given. May hold personal data: lists show it with such traces covered.';

create sequence voice.feedback_id_seq as bigint;

create table voice.feedback (
  agency_id      int not null,
  id             bigint not null default nextval('voice.feedback_id_seq'),
  number         text not null unique,
  kind           text not null check (kind in ('REGULATION', 'BEHAVIOUR')),
  channel        text not null default 'WEB' check (channel in ('WEB', 'API', 'EMAIL', 'PHONE', 'POST', 'COUNTER')),
  status         text not null check (status in ('NEW', 'ASSIGNED', 'NEED_INFO', 'DRAFTED', 'ANSWERED', 'PUBLISHED', 'REJECTED')),
  handler_id     int not null,
  subject        text not null,
  body           text not null,
  sender_name    text not null default '',
  sender_phone   text not null default '',
  sender_email   text not null default '',
  sender_address text not null default '',
  dossier_code   text,
  procedure_id   int,
  secret_hash    text not null check (secret_hash ~ '^[0-9a-f]{64}$'),
  sent_at        timestamptz not null,
  clock_from     timestamptz not null,
  due_at         timestamptz,
  soon_at        timestamptz,
  refuse_by      timestamptz not null,
  ask_by         timestamptz not null,
  publish_by     timestamptz,
  assignee_id    int,
  assignee_name  text not null default '',
  asked_at       timestamptz,
  informed_at    timestamptz,
  answer         text,
  answered_at    timestamptz,
  answered_by    text,
  closed_at      timestamptz,
  public_subject text,
  public_body    text,
  public_answer  text,
  published_at   timestamptz,
  likes          int not null default 0 check (likes >= 0),
  dislikes       int not null default 0 check (dislikes >= 0),
  search_text    text not null,
  public_search  text,
  version        int not null default 1,
  primary key (agency_id, id),
  check ((status = 'NEED_INFO') = (due_at is null)),
  check ((due_at is null) = (soon_at is null)),
  check ((status = 'PUBLISHED') = (published_at is not null)),
  check (published_at is null or (public_subject is not null and public_body is not null and public_answer is not null and public_search is not null)),
  check (status not in ('ANSWERED', 'PUBLISHED') or (answer is not null and answered_at is not null and publish_by is not null))
);
create index on voice.feedback (handler_id, status, due_at);
create index on voice.feedback (published_at desc, id desc) where published_at is not null;
create index on voice.feedback using gin (search_text public.gin_trgm_ops);
comment on table voice.feedback is 'Feedback (phản ánh, kiến nghị). Complaints and denunciations are other processes and never enter here.';
comment on column voice.feedback.agency_id is 'Agency it was first sent to: its shard and its number never change.';
comment on column voice.feedback.handler_id is 'Agency that handles it now; another one after a transfer.';
comment on column voice.feedback.sender_name is 'Personal data.';
comment on column voice.feedback.sender_phone is 'Personal data.';
comment on column voice.feedback.sender_email is 'Personal data.';
comment on column voice.feedback.sender_address is 'Personal data.';
comment on column voice.feedback.secret_hash is 'SHA-256 of the look-up secret the sender got; the secret itself is not stored.';
comment on column voice.feedback.clock_from is 'From when the limits run: the sending, or the latest transfer.';
comment on column voice.feedback.due_at is 'Null while the sender is asked for information; kept after the answer, to tell whether it was late.';
comment on column voice.feedback.soon_at is 'From then on it is listed as due soon.';

create table voice.feedback_note (
  agency_id      int not null,
  feedback_id    bigint not null,
  no             int not null check (no > 0),
  kind           text not null check (kind in ('INFO_ASKED', 'INFO_GIVEN', 'DRAFT', 'SENT_BACK', 'REJECTED', 'TRANSFERRED')),
  text           text not null check (length(text) > 0),
  at             timestamptz not null,
  by_name        text not null,
  primary key (agency_id, feedback_id, no),
  foreign key (agency_id, feedback_id) references voice.feedback (agency_id, id)
);
comment on table voice.feedback_note is 'What was written while it was handled. Kept out of the event log, for it may hold personal data.';

create table voice.feedback_vote (
  agency_id      int not null,
  feedback_id    bigint not null,
  voter_hash     text not null check (voter_hash ~ '^[0-9a-f]{64}$'),
  liked          boolean not null,
  at             timestamptz not null,
  primary key (agency_id, feedback_id, voter_hash),
  foreign key (agency_id, feedback_id) references voice.feedback (agency_id, id)
);
comment on column voice.feedback_vote.voter_hash is 'SHA-256 of a random number in the voter''s browser: one vote each, nobody known.';

create table voice.feedback_counter (
  agency_id      int not null,
  day            date not null,
  n              int not null check (n > 0),
  primary key (agency_id, day)
);
