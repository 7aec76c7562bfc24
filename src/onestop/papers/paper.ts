/**
 * An official paper as data: what stands on it, in order. The PDF (paper.typ) and the print page (pages/sheet.tsx) both
 * draw this and nothing else, so they cannot differ. Papers are in Vietnamese whatever language the screens speak.
 */

export const FORMS = ['01', '02', '03', '04', '05', '06'] as const
export type FormNo = (typeof FORMS)[number]

/** A box that is ticked or not, with its words. */
export interface Check {
  on: boolean
  text: string
}

export type Cell = string | { checks: Check[] }

export interface Column {
  head: string
  /** Share of the width. */
  width: number
  align: 'left' | 'center'
}

export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'heading'; text: string }
  /** `strong` marks the values one looks for first. */
  | { kind: 'facts'; facts: { label: string; value: string; strong?: boolean }[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'checks'; label: string; checks: Check[] }
  | { kind: 'table'; columns: Column[]; rows: Cell[][] }

export interface Signature {
  /** Lines above the signature: the mark with the position signed for, then the signer's own. */
  role: string[]
  /** How it is signed. */
  note: string
  name: string
}

export interface Paper {
  /** Empty for a paper that is no form of the set. */
  form: string
  /** The body above, and the one that issues. */
  above: string
  issuer: string
  number: string
  /** 'Sông Lam, ngày 23 tháng 11 năm 2026' */
  placeAndDay: string
  title: string
  subtitle: string
  /** 'Kính gửi: …' or empty. */
  salutation: string
  blocks: Block[]
  signatures: Signature[]
  /** The address behind the QR code, with what it is for. */
  verify: { address: string; text: string }
  notes: string[]
  /** For the list of documents of a reader and for search: the code and what is promised. */
  keywords: string[]
}
