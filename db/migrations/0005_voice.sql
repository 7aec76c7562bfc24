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
comment on table voice.satisfaction is 'One slip per dossier, given after the result; never by an officer for the citizen.';

create sequence voice.feedback_id_seq as bigint;

create table voice.feedback (
  agency_id      int not null,
  id             bigint not null default nextval('voice.feedback_id_seq'),
  number         text not null unique,
  kind           text not null check (kind in ('REGULATION', 'BEHAVIOUR')),
  channel        text not null default 'WEB' check (channel in ('WEB', 'EMAIL', 'PHONE', 'POST', 'COUNTER')),
  status         text not null check (status in ('NEW', 'ASSIGNED', 'NEED_INFO', 'ANSWERED', 'PUBLISHED', 'REJECTED')),
  subject        text not null,
  body           text not null,
  sender_name    text not null default '',
  sender_phone   text not null default '',
  sender_email   text not null default '',
  sender_address text not null default '',
  dossier_code   text,
  procedure_id   int,
  secret         text not null,
  sent_at        timestamptz not null,
  due_at         timestamptz not null,
  assignee_id    int,
  answer         text,
  answered_at    timestamptz,
  answered_by    text,
  public_subject text,
  public_body    text,
  public_answer  text,
  published_at   timestamptz,
  likes          int not null default 0,
  dislikes       int not null default 0,
  search_text    text not null,
  version        int not null default 1,
  primary key (agency_id, id)
);
create index on voice.feedback (agency_id, status, due_at);
create index on voice.feedback (published_at desc) where published_at is not null;
