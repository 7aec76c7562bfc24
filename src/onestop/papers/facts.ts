import type { Limit } from '#app/kernel/limit.ts'

/** Everything a paper may say of a dossier, read once. */
export interface PaperFacts {
  code: string
  applicant: { kind: string; name: string; idNo: string; phone: string; email: string; address: string }
  procedure: { code: string; name: string }
  channel: string
  copies: number
  components: { name: string; originals: number; copies: number; electronic: boolean }[]
  limit: Limit | null
  submittedAt: Date
  receivedAt: Date | null
  dueOriginalAt: Date | null
  delivery: string
  deliveryAddress: string
  fee: number | null
  /** Decides. */
  home: Body
  /** Took it in. */
  receiving: Body
  steps: StepLine[]
  verifyUrl: string
}

/** An agency as it signs. */
export interface Body {
  name: string
  kind: string
  /** The body above it, as written at the top left. */
  above: string
  /** Where it sits, for the line with the date. */
  place: string
  address: string
  phone: string
}

export interface StepLine {
  name: string
  unit: string
  officer: string
  startedAt: Date
  endedAt: Date | null
  hours: number
  usedMinutes: number | null
  note: string
}

export interface SlipFacts {
  formNo: string
  number: string
  issuedAt: Date
  issuedBy: string
  /** The position of who issued it, when that was a leader: such a paper is signed by the head or in the head's place. */
  leader: string | null
  data: Record<string, unknown>
}
