import type { ProcedureContent } from '../catalogue/index.ts'

/** The parts of a content, by the names the readers of the sources use. */

export type Level = ProcedureContent['levels'][number]
export type LawKind = NonNullable<ProcedureContent['lawKind']>
export type Subject = ProcedureContent['subjects'][number]['subject']
export type ChannelRule = ProcedureContent['channels'][number]
export type Channel = ChannelRule['channel']
export type Term = ChannelRule['terms'][number]
export type Limit = NonNullable<Term['limit']>
export type LimitUnit = Limit['unit']
export type Fee = Term['fees'][number]
export type Currency = Fee['currency']
export type ComponentGroup = ProcedureContent['components'][number]
export type Paper = ComponentGroup['papers'][number]
export type ReviewCode = ProcedureContent['reviewNotes'][number]['code']
