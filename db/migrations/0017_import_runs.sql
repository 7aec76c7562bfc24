-- An import started on a page runs on by itself: its run says how it stands.

alter table procedures.import_run
  add column state   text not null default 'DONE' check (state in ('RUNNING', 'DONE', 'FAILED')),
  add column failure text,
  add constraint import_run_failure check ((state = 'FAILED') = (failure is not null));
comment on column procedures.import_run.state is 'RUNNING: being read; DONE: in the catalogue; FAILED: nothing of it is.';
comment on column procedures.import_run.failure is 'What stopped it, as told to whoever started it; only where it failed.';
