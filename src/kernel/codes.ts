import { z } from 'zod'

/**
 * Procedure codes and agency codes as they travel between systems.
 *
 * A national procedure code is a digit, a dot and six digits. A province's copy carries the code of its agency behind
 * it, in the long form that was used before (`1.010803.000.00.00.H62`) or the short one (`1.000948.H38`). An agency
 * code (QĐ 20/2020/QĐ-TTg) is a letter and two digits for the first level and a group of digits per level below;
 * the older form has thirteen characters and reads from the lowest level to the highest.
 */

/** `d.dddddd`; the number itself is opaque: nothing may be concluded from its first digit. */
export const NATIONAL_CODE = /^[1-6]\.\d{6}$/

/** `G09`, `H26`, `H10.12`, up to four levels. */
export const AGENCY_CODE = /^[A-Z]\d{2}(?:\.\d{2}){0,3}$/

const OLD_AGENCY_CODE = /^(\d{3})\.(\d{2})\.(\d{2})\.([A-Z]\d{2})$/
const LOCAL_CODE = /^([1-6]\.\d{6})\.(.+)$/

/** A procedure code as it comes in and is stored: the national one, or a province's in its short form. */
export const procedureCode = z.string().regex(/^[1-6]\.\d{6}(\.[A-Z]\d{2}(\.\d{2})*)?$/, 'procedureCode')

/** A procedure code taken apart; `agencyCode` is null for the national procedure itself. */
export type ProcedureCode = { national: string; agencyCode: string | null }

/** Whether the text is a national procedure code. */
export function isNationalCode(text: string): boolean {
  return NATIONAL_CODE.test(text)
}

/**
 * The new form of an agency code, from either form: `000.00.12.H10` → `H10.12`, `H26` → `H26`; null when it is neither.
 * The old form has three digits at its lowest level and the new one two, so a lowest level over 99 has no new form.
 */
export function newAgencyCode(text: string): string | null {
  const code = text.trim().toUpperCase()
  if (AGENCY_CODE.test(code)) return code
  const old = OLD_AGENCY_CODE.exec(code)
  if (!old) return null
  const [, fourth = '', third = '', second = '', first = ''] = old
  if (fourth[0] !== '0') return null
  return [first, ...below([second, third, fourth.slice(1)])].join('.')
}

/** The thirteen-character old form of an agency code, from either form: `H10.12` → `000.00.12.H10`; null when it is neither. */
export function oldAgencyCode(text: string): string | null {
  const code = newAgencyCode(text)
  if (code === null) return null
  const [first, second = '00', third = '00', fourth = '00'] = code.split('.')
  return `0${fourth}.${third}.${second}.${first}`
}

/** Takes a national or local procedure code apart, whichever form its agency code has; null when it is no procedure code. */
export function parseProcedureCode(text: string): ProcedureCode | null {
  const code = text.trim().toUpperCase()
  if (isNationalCode(code)) return { national: code, agencyCode: null }
  const [, national, agency] = LOCAL_CODE.exec(code) ?? []
  if (national === undefined || agency === undefined) return null
  const agencyCode = newAgencyCode(agency)
  return agencyCode === null ? null : { national, agencyCode }
}

/** The short form of a procedure code: `1.000948.H38`, or the national code alone. */
export function formatProcedureCode(code: ProcedureCode): string {
  return code.agencyCode === null ? code.national : `${code.national}.${code.agencyCode}`
}

/** Levels below the first, without the zero groups that stand for "no such level" at the end. */
function below(groups: string[]): string[] {
  const last = groups.findLastIndex(group => group !== '00')
  return groups.slice(0, last + 1)
}
