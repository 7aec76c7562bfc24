-- Processes in full: what is declared to be done at the service centre.

alter table procedures.process_version
  add column on_site text[] check (on_site <@ array['receive', 'appraise', 'approve', 'stamp', 'return']);
comment on column procedures.process_version.on_site is 'What is done at the service centre; null: read from the steps.';
comment on column procedures.process_version.steps is
  '[{no, code, name, role, place, hours, output, sendBackTo?, supplement?, onSite?, opinions?, then?, cases?}] in order; see src/procedures/processes/input.ts.';
