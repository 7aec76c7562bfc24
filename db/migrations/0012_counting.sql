-- Counting procedures: how each is provided here beyond its legal content, and the layouts of the statutory forms.

create table procedures.provision_fact (
  id             int generated always as identity primary key,
  procedure_id   int not null references procedures.procedure (id),
  kind           text not null check (kind in ('CENTRE', 'OLD_LEVEL', 'ISO', 'MECHANISM')),
  from_day       date not null,
  to_day         date check (to_day > from_day),
  value          text check (length(value) between 1 and 120),
  reason         text not null default '' check (length(reason) <= 500),
  basis          text not null default '' check (length(basis) <= 300),
  evidence_on    date not null,
  illustrative   boolean not null default false,
  recorded_at    timestamptz not null,
  recorded_by    text not null,
  check (case kind
           when 'CENTRE' then value in ('YES', 'NO') and value is not null
           when 'OLD_LEVEL' then value in ('1', '2', '3', '4') and value is not null
           when 'MECHANISM' then value in ('ONE_STOP', 'INTERLINKED', 'NONE') and value is not null
           else true end),
  check (to_day is null or kind = 'ISO'),
  check (length(basis) >= 3 or length(reason) >= 3),
  check (length(reason) >= 3 or not (value is null or value in ('NO', 'NONE')))
);
create index on procedures.provision_fact (procedure_id, kind, from_day, id);
comment on table procedures.provision_fact is
  'How a procedure is provided here, fact by fact from a day on. On a day the fact with the latest first day holds, of two with the same day the newer record: a correction is a further row, nothing is overwritten.';
comment on column procedures.provision_fact.kind is
  'CENTRE: received and returned at the provincial centre; OLD_LEVEL: on-line level of the scale 1-4; ISO: document of the quality system; MECHANISM: one-stop, interlinked or neither.';
comment on column procedures.provision_fact.value is 'For ISO the number of the document; null: there is none from that day on.';
comment on column procedures.provision_fact.to_day is 'First day the document no longer holds; null: without end.';
comment on column procedures.provision_fact.reason is 'Why not: asked for where the fact is that something is not so.';
comment on column procedures.provision_fact.basis is 'The decision or document that says so.';
comment on column procedures.provision_fact.evidence_on is 'The day of that decision, or on which it was seen.';
create trigger append_only before update or delete on procedures.provision_fact
  for each row execute function kernel.refuse_change();

create table procedures.online_level_mapping (
  old_level      int not null check (old_level between 1 and 4),
  valid_from     date not null,
  new_level      text not null check (new_level in ('FULL', 'PARTIAL', 'INFORMATION')),
  basis          text not null,
  verified       boolean not null,
  primary key (old_level, valid_from)
);
comment on table procedures.online_level_mapping is
  'Which level of the present scale a level of the scale 1-4 is proposed as: dated data, reviewed by hand. The earliest day is that of the change of scales.';

insert into procedures.online_level_mapping (old_level, valid_from, new_level, basis, verified)
select level, '2022-08-15', new_level, 'Nghị định 42/2022/NĐ-CP (hai mức: toàn trình, một phần); cách quy đổi và ngày áp dụng ghi theo trí nhớ, cần đối chiếu', false
  from (values (4, 'FULL'), (3, 'PARTIAL'), (2, 'INFORMATION'), (1, 'INFORMATION')) as m (level, new_level);

insert into kernel.parameter (name, valid_from, value, basis, verified) values
  ('levels.district_until', '1970-01-01', '"2025-07-01"', 'Không còn cấp huyện từ ngày 01/7/2025 (Luật Tổ chức chính quyền địa phương 72/2025/QH15)', true);

-- A closed period of any form keeps the version of what counted it: of II.06a the counting rule, of the others their layout.
alter table measures.snapshot drop constraint snapshot_formula_version_fkey;
comment on column measures.snapshot.formula_version is 'Version of the counting rule (II.06a) or of the form''s layout (all others).';

create table measures.report_layout (
  form           text not null,
  version        int not null check (version > 0),
  valid_from     date not null,
  heads          jsonb not null,
  checks         jsonb not null,
  basis          text not null,
  verified       boolean not null,
  primary key (form, version),
  unique (form, valid_from)
);
comment on table measures.report_layout is 'Columns of statutory forms as dated data, chosen by the last day of a period: another reading of a form is a further row.';
comment on column measures.report_layout.heads is
  '[{vi, en, parts: […]} or {vi, en, column, measure, totalOnly?}]: heads as a tree, each leaf a numbered column and the measure that fills it.';
comment on column measures.report_layout.checks is '[{left: column, right: [columns]}]: left equals the sum of right in every row.';

insert into measures.report_layout (form, version, valid_from, heads, checks, basis, verified) values
('II.01', 1, '1970-01-01', '[
  {"vi": "Số dự án, dự thảo văn bản", "en": "Drafts of texts", "column": "3", "measure": "drafts"},
  {"vi": "Số TTHC được đánh giá tác động", "en": "Procedures assessed", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "4", "measure": "assessed"},
    {"vi": "Ban hành mới", "en": "New", "column": "5", "measure": "assessed.NEW"},
    {"vi": "Sửa đổi, bổ sung", "en": "Amended", "column": "6", "measure": "assessed.AMENDED"},
    {"vi": "Thay thế", "en": "Replaced", "column": "7", "measure": "assessed.REPLACED"},
    {"vi": "Bãi bỏ", "en": "Repealed", "column": "8", "measure": "assessed.REPEALED"}]}]',
 '[{"left": "4", "right": ["5", "6", "7", "8"]}]',
 'Tên biểu theo Thông tư 01/2020/TT-VPCP; bố cục cột ghi theo trí nhớ', false),
('II.02', 1, '1970-01-01', '[
  {"vi": "Số văn bản được ban hành", "en": "Texts issued", "column": "3", "measure": "adopted"},
  {"vi": "Số TTHC quy định trong văn bản", "en": "Procedures in these texts", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "4", "measure": "issued"},
    {"vi": "Ban hành mới", "en": "New", "column": "5", "measure": "issued.NEW"},
    {"vi": "Sửa đổi, bổ sung", "en": "Amended", "column": "6", "measure": "issued.AMENDED"},
    {"vi": "Thay thế", "en": "Replaced", "column": "7", "measure": "issued.REPLACED"},
    {"vi": "Bãi bỏ", "en": "Repealed", "column": "8", "measure": "issued.REPEALED"}]},
  {"vi": "Số TTHC đã công bố trong kỳ", "en": "Procedures published in the period", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "9", "measure": "published", "totalOnly": true},
    {"vi": "Ban hành mới", "en": "New", "column": "10", "measure": "published.NEW", "totalOnly": true},
    {"vi": "Sửa đổi, bổ sung", "en": "Amended", "column": "11", "measure": "published.AMENDED", "totalOnly": true},
    {"vi": "Thay thế", "en": "Replaced", "column": "12", "measure": "published.REPLACED", "totalOnly": true},
    {"vi": "Bãi bỏ", "en": "Repealed", "column": "13", "measure": "published.REPEALED", "totalOnly": true}]}]',
 '[{"left": "4", "right": ["5", "6", "7", "8"]}, {"left": "9", "right": ["10", "11", "12", "13"]}]',
 'Tên biểu theo Thông tư 01/2020/TT-VPCP; bố cục cột ghi theo trí nhớ', false),
('II.03', 1, '1970-01-01', '[
  {"vi": "Số TTHC được công bố", "en": "Procedures published", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "3", "measure": "published"},
    {"vi": "Cấp tỉnh", "en": "Province", "column": "4", "measure": "published.PROVINCE"},
    {"vi": "Cấp tỉnh và cấp xã", "en": "Both levels", "column": "5", "measure": "published.BOTH"},
    {"vi": "Cấp xã", "en": "Commune", "column": "6", "measure": "published.COMMUNE"}]},
  {"vi": "Ban hành quyết định công bố", "en": "Decision of publication", "parts": [
    {"vi": "Đúng hạn", "en": "On time", "column": "7", "measure": "decided.onTime"},
    {"vi": "Quá hạn", "en": "Late", "column": "8", "measure": "decided.late"},
    {"vi": "Không tính hạn", "en": "Not measured", "column": "9", "measure": "decided.other"}]},
  {"vi": "Cập nhật, công khai sau quyết định", "en": "Made public after the decision", "parts": [
    {"vi": "Đúng hạn", "en": "On time", "column": "10", "measure": "public.onTime"},
    {"vi": "Quá hạn", "en": "Late", "column": "11", "measure": "public.late"},
    {"vi": "Còn hạn, không tính hạn", "en": "Running, not measured", "column": "12", "measure": "public.other"}]},
  {"vi": "Niêm yết tại các nơi đến cuối kỳ", "en": "Posted at places at the end of the period", "parts": [
    {"vi": "Số ô phải niêm yết", "en": "Required", "column": "13", "measure": "posted.required", "totalOnly": true},
    {"vi": "Đã niêm yết bản hiện hành", "en": "Current", "column": "14", "measure": "posted.current", "totalOnly": true}]}]',
 '[{"left": "3", "right": ["4", "5", "6"]}, {"left": "3", "right": ["7", "8", "9"]}, {"left": "3", "right": ["10", "11", "12"]}]',
 'Tên biểu theo Thông tư 01/2020/TT-VPCP; bố cục cột ghi theo trí nhớ', false),
('II.07b', 1, '1970-01-01', '[
  {"vi": "TTHC thuộc thẩm quyền giải quyết", "en": "Procedures decided", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "3", "measure": "all"},
    {"vi": "Cấp tỉnh", "en": "Province", "column": "4", "measure": "all.PROVINCE"},
    {"vi": "Cấp huyện", "en": "District", "column": "5", "measure": "all.DISTRICT"},
    {"vi": "Cấp xã", "en": "Commune", "column": "6", "measure": "all.COMMUNE"}]},
  {"vi": "TTHC theo cơ chế một cửa, một cửa liên thông", "en": "By one-stop or interlinked mechanism", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "7", "measure": "oneStop"},
    {"vi": "Tại Bộ phận một cửa cấp tỉnh", "en": "Province", "column": "8", "measure": "oneStop.PROVINCE"},
    {"vi": "Tại Bộ phận một cửa cấp huyện", "en": "District", "column": "9", "measure": "oneStop.DISTRICT"},
    {"vi": "Tại Bộ phận một cửa cấp xã", "en": "Commune", "column": "10", "measure": "oneStop.COMMUNE"}]},
  {"vi": "Quy trình nội bộ được ban hành", "en": "Internal processes issued", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "11", "measure": "process"},
    {"vi": "Cấp tỉnh", "en": "Province", "column": "12", "measure": "process.PROVINCE"},
    {"vi": "Cấp huyện", "en": "District", "column": "13", "measure": "process.DISTRICT"},
    {"vi": "Cấp xã", "en": "Commune", "column": "14", "measure": "process.COMMUNE"}]}]',
 '[{"left": "3", "right": ["4", "5", "6"]}, {"left": "7", "right": ["8", "9", "10"]}, {"left": "11", "right": ["12", "13", "14"]}]',
 'Biểu II.07b/VPCP/KSTT, 14 cột, đọc từ một hệ thống đang chạy', true),
('II.07b', 2, '2025-07-01', '[
  {"vi": "TTHC thuộc thẩm quyền giải quyết", "en": "Procedures decided", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "3", "measure": "all"},
    {"vi": "Cấp tỉnh", "en": "Province", "column": "4", "measure": "all.PROVINCE"},
    {"vi": "Cấp xã", "en": "Commune", "column": "6", "measure": "all.COMMUNE"}]},
  {"vi": "TTHC theo cơ chế một cửa, một cửa liên thông", "en": "By one-stop or interlinked mechanism", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "7", "measure": "oneStop"},
    {"vi": "Tại Bộ phận một cửa cấp tỉnh", "en": "Province", "column": "8", "measure": "oneStop.PROVINCE"},
    {"vi": "Tại Bộ phận một cửa cấp xã", "en": "Commune", "column": "10", "measure": "oneStop.COMMUNE"}]},
  {"vi": "Quy trình nội bộ được ban hành", "en": "Internal processes issued", "parts": [
    {"vi": "Tổng số", "en": "Total", "column": "11", "measure": "process"},
    {"vi": "Cấp tỉnh", "en": "Province", "column": "12", "measure": "process.PROVINCE"},
    {"vi": "Cấp xã", "en": "Commune", "column": "14", "measure": "process.COMMUNE"}]}]',
 '[{"left": "3", "right": ["4", "6"]}, {"left": "7", "right": ["8", "10"]}, {"left": "11", "right": ["12", "14"]}]',
 'Biểu II.07b/VPCP/KSTT, bỏ các cột cấp huyện từ ngày 01/7/2025', true);
