import { refuse } from '#app/kernel/refusal.ts'
import { assessmentForm, issuedForm } from './drafting.ts'
import type { ReportForm } from './form.ts'
import { handlingForm } from './handling.ts'
import { mechanismForm } from './mechanism.ts'
import { publishedForm } from './published.ts'

/** The forms there are, in the order of their numbers. */

const all = [assessmentForm, issuedForm, publishedForm, handlingForm, mechanismForm] as const
export const formCodes = all.map(form => form.code) as [FormCode, ...FormCode[]]
export type FormCode = (typeof all)[number]['code']

export const reportForms: readonly (ReportForm & { code: FormCode })[] = all

/** The form people ask for most. */
export const MAIN_FORM = 'II.06a' satisfies FormCode

/** @throws Refusal UNKNOWN_FORM */
export function formOf(code: string): ReportForm & { code: FormCode } {
  return reportForms.find(form => form.code === code) ?? unknownForm(code)
}

function unknownForm(code: string): never {
  const known = formCodes.join(', ')
  refuse('UNKNOWN_FORM', 422, {
    vi: `Không có biểu “${code.slice(0, 20)}”. Hiện có: ${known}.`,
    en: `There is no form “${code.slice(0, 20)}”. There are: ${known}.`,
  })
}
