-- How a publication decision was signed: in one's own right, for the head, or by delegation; as its sign block says.

alter table procedures.proposal
  add column signed_title text not null default '',
  add column sign_mark    text check (sign_mark in ('KT', 'TUQ')),
  add column signed_for   text,
  add column delegation_no text,
  add constraint proposal_signed_for check ((sign_mark is null) = (signed_for is null) and (sign_mark is null) = (delegation_no is null));
comment on column procedures.proposal.signed_title is 'Position of the signer on the day of signing; empty where none was recorded.';
comment on column procedures.proposal.sign_mark is 'KT: a deputy for the head; TUQ: by delegation of the head; null: the head.';
comment on column procedures.proposal.signed_for is 'The position signed for, as the delegation names it.';
comment on column procedures.proposal.delegation_no is 'The decision by which it was signed for another.';
