import type { ReactNode } from 'react'
import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { paragraphs } from '#app/kernel/input.ts'
import { say } from '#app/kernel/words.ts'
import type { OfficerAt } from '#app/organisation/staff/index.ts'
import { CheckboxGroup, type FormValues, SelectField, TextArea, TextField } from '#app/ui/index.ts'
import type { DossierBrief } from '../brief.ts'
import type * as input from '../input.ts'
import type * as service from '../service.ts'
import { verbWords } from './verb-words.ts'

/** What forms of verbs are made of. */

/** What a verb's form needs to be shown. */
export interface FormFacts {
  ctx: Ctx
  dossier: DossierBrief
  /** Who may be given the step: the next one, or for `assign` the present one. */
  officers: readonly OfficerAt[]
  /** Papers the procedure asks for; for `takeSupplement` those that were asked for. */
  papers: readonly string[]
}

export interface VerbForm {
  schema: z.ZodType
  danger?: boolean
  files?: boolean
  wants?: 'officersOfNext' | 'officersOfStep' | 'components' | 'asked'
  /** What will happen, said before it does. */
  consequence: (facts: FormFacts) => string
  fields: (facts: FormFacts) => ReactNode
  values?: (facts: FormFacts) => FormValues
  run: (ctx: Ctx, code: string, value: never, files: Record<string, File[]>) => Promise<service.Done>
}

/** Ties a form's schema to what runs with it. */
export function verbForm<S extends z.ZodType>(
  form: Omit<VerbForm, 'schema' | 'run'> & {
    schema: S
    run: (ctx: Ctx, code: string, value: z.output<S>, files: Record<string, File[]>) => Promise<service.Done>
  },
): VerbForm {
  return form
}

export const words = ({ ctx }: FormFacts) => say(verbWords, ctx.lang)

export function Note({ facts, help = true }: { facts: FormFacts; help?: boolean }) {
  const t = words(facts)
  return <TextArea name="note" label={t.note} help={help ? t.noteHelp : undefined} required={false} rows={2} />
}

type WithReason =
  | 'refuse'
  | 'requestSupplement'
  | 'extend'
  | 'withdraw'
  | 'stop'
  | 'sendBack'
  | 'correct'
  | 'goWithoutOpinion'

/** Reasons only officers read. */
const inside: readonly WithReason[] = ['sendBack', 'correct', 'goWithoutOpinion']

export function Reason({ facts, action }: { facts: FormFacts; action: WithReason }) {
  const t = words(facts)
  const often = t[`suggest_${action}`].split('\n')
  return (
    <>
      <SelectField
        name="often"
        label={t.often}
        required={false}
        blank={t.oftenOwn}
        options={often.map(text => ({ value: text, label: text }))}
      />
      <TextArea
        name="reason"
        label={t.reason}
        help={`${inside.includes(action) ? t.reasonHelpInside : t.reasonHelp} ${t.reasonOr}`}
        required={false}
        rows={3}
      />
    </>
  )
}

/** A frequent reason and what was added to it are one reason. */
export const reasoned = { often: paragraphs(500).default(''), reason: paragraphs(2_000).default('') }
export const oneReason = (given: { often: string; reason: string }): string =>
  [given.often, given.reason].filter(Boolean).join(' ')

export const seen = { version: z.coerce.number().int().min(1).optional() }

/** A form whose only field is the reason. */
export function reasonForm(
  action: WithReason,
  schema: typeof input.endInput | typeof input.refuseInput | typeof input.sendBackInput,
  run: (ctx: Ctx, code: string, value: { version?: number | undefined; reason: string }) => Promise<service.Done>,
  more: { danger?: boolean; consequence: VerbForm['consequence'] },
): VerbForm {
  return verbForm({
    ...more,
    schema: z
      .object({ ...seen, ...reasoned })
      .transform((given): unknown => ({ version: given.version, reason: oneReason(given) }))
      .pipe(schema),
    fields: facts => <Reason facts={facts} action={action} />,
    run,
  })
}

export const lines = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)

export const chosenPapers = {
  items: z.array(z.string().max(2_000)).max(60).default([]),
  others: paragraphs(5_000).default(''),
}

export function PaperChoice({
  facts,
  name,
  label,
  help,
}: {
  facts: FormFacts
  name: string
  label: string
  help: string
}) {
  const t = words(facts)
  return (
    <>
      {facts.papers.length > 0 && (
        <CheckboxGroup
          name={name}
          label={label}
          help={help}
          options={facts.papers.map(paper => ({ value: paper, label: paper }))}
        />
      )}
      <TextArea name="others" label={t.others} help={t.othersHelp} required={false} rows={3} />
    </>
  )
}

export const officerOptions = (officers: readonly OfficerAt[]) =>
  officers.map(o => ({ value: String(o.officerId), label: `${o.name}, ${o.title}` }))

export function ResultNumber({ facts }: { facts: FormFacts }) {
  return <TextField name="resultNo" label={words(facts).resultNo} help={words(facts).resultNoHelp} width={24} />
}
