import type { ReactNode } from 'react'
import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { acceptOf, paperUploads, storeUpload } from '#app/kernel/files/index.ts'
import { paragraphs } from '#app/kernel/input.ts'
import { addDays, dayOf, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { OfficerAt } from '#app/organisation/staff/index.ts'
import {
  CheckboxGroup,
  DateField,
  FileField,
  type FormValues,
  Notice,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { DossierBrief } from '../brief.ts'
import * as input from '../input.ts'
import type { Action } from '../rules.ts'
import * as service from '../service.ts'
import { dossierWords } from '../words.ts'
import { OpinionFields, openTo, outNames } from './opinion-fields.tsx'
import { verbWords } from './verb-words.ts'

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
function verbForm<S extends z.ZodType>(
  form: Omit<VerbForm, 'schema' | 'run'> & {
    schema: S
    run: (ctx: Ctx, code: string, value: z.output<S>, files: Record<string, File[]>) => Promise<service.Done>
  },
): VerbForm {
  return form
}

const words = ({ ctx }: FormFacts) => say(verbWords, ctx.lang)

function Note({ facts, help = true }: { facts: FormFacts; help?: boolean }) {
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

function Reason({ facts, action }: { facts: FormFacts; action: WithReason }) {
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
const reasoned = { often: paragraphs(500).default(''), reason: paragraphs(2_000).default('') }
const oneReason = (given: { often: string; reason: string }): string =>
  [given.often, given.reason].filter(Boolean).join(' ')

const seen = { version: z.coerce.number().int().min(1).optional() }

/** A form whose only field is the reason. */
function reasonForm(
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

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)

const chosenPapers = {
  items: z.array(z.string().max(2_000)).max(60).default([]),
  others: paragraphs(5_000).default(''),
}

function PaperChoice({ facts, name, label, help }: { facts: FormFacts; name: string; label: string; help: string }) {
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

const officerOptions = (officers: readonly OfficerAt[]) =>
  officers.map(o => ({ value: String(o.officerId), label: `${o.name}, ${o.title}` }))

/** `claim` is one button, and sending papers on-line is the applicant's. */
export type FormAction = Exclude<Action, 'claim' | 'sendSupplement'>

/** Every verb with a form. */
export const verbForms: Record<FormAction, VerbForm> = {
  receive: verbForm({
    schema: input.acceptInput,
    consequence: facts => words(facts).then_receive,
    fields: facts => <Note facts={facts} />,
    run: service.accept,
  }),
  refuse: reasonForm('refuse', input.refuseInput, service.refuseDossier, {
    danger: true,
    consequence: facts => words(facts).then_refuse,
  }),
  assign: verbForm({
    schema: input.assignInput,
    wants: 'officersOfStep',
    consequence: facts => words(facts).then_assign,
    fields: facts => (
      <>
        {facts.officers.length === 0 && <Notice tone="warn">{words(facts).noOfficers}</Notice>}
        <SelectField name="officerId" label={words(facts).officer} options={officerOptions(facts.officers)} />
      </>
    ),
    run: service.assign,
  }),
  forward: verbForm({
    schema: input.forwardInput,
    wants: 'officersOfNext',
    consequence: facts =>
      words(facts).then_forward(facts.dossier.next?.name ?? '', facts.dossier.next?.agencyName ?? ''),
    fields: facts => (
      <>
        <SelectField
          name="assigneeId"
          label={words(facts).assignee}
          help={words(facts).assigneeHelp}
          required={false}
          blank={words(facts).anybody}
          options={officerOptions(facts.officers)}
        />
        <Note facts={facts} />
      </>
    ),
    run: service.forward,
  }),
  approve: verbForm({
    schema: input.approveInput,
    consequence: facts =>
      facts.dossier.next ? words(facts).then_approve(facts.dossier.next.name) : words(facts).then_approveEnds,
    fields: facts => (
      <>
        {!facts.dossier.next && <ResultNumber facts={facts} />}
        <Note facts={facts} />
      </>
    ),
    run: service.approve,
  }),
  complete: verbForm({
    schema: input.completeInput,
    files: true,
    consequence: facts => words(facts).then_complete,
    fields: facts => (
      <>
        <ResultNumber facts={facts} />
        <FileField
          name="resultUpload"
          label={words(facts).resultFile}
          required={false}
          accept={acceptOf(paperUploads)}
          limit="20 MB"
        />
        <Note facts={facts} />
      </>
    ),
    run: async (ctx, code, value, files) => {
      const upload = files['resultUpload']?.[0]
      if (!upload) return await service.complete(ctx, code, value)
      const { sha256, name } = await storeUpload(ctx, upload, paperUploads)
      return await service.complete(ctx, code, { ...value, resultFile: { sha256, name } })
    },
  }),
  sendBack: reasonForm('sendBack', input.sendBackInput, service.sendBack, {
    consequence: facts => words(facts).then_sendBack(facts.dossier.before?.name ?? ''),
  }),
  requestSupplement: verbForm({
    schema: z
      .object({ ...seen, ...reasoned, ...chosenPapers })
      .transform((given): unknown => ({
        version: given.version,
        items: [...given.items, ...lines(given.others)],
        reason: oneReason(given),
      }))
      .pipe(input.supplementInput),
    wants: 'components',
    consequence: facts => words(facts).then_requestSupplement,
    fields: facts => (
      <>
        <PaperChoice facts={facts} name="items[]" label={words(facts).items} help={words(facts).itemsHelp} />
        <Reason facts={facts} action="requestSupplement" />
      </>
    ),
    run: service.requestSupplement,
  }),
  takeSupplement: verbForm({
    schema: z
      .object({ ...seen, ...chosenPapers, note: paragraphs(1_000).default('') })
      .transform((given): unknown => ({
        version: given.version,
        papers: [...given.items, ...lines(given.others)].map(name => ({ name, originals: 1 })),
        note: given.note,
      }))
      .pipe(input.takeSupplementInput),
    files: true,
    wants: 'asked',
    consequence: facts => words(facts).then_takeSupplement,
    values: facts => ({ 'items[]': [...facts.papers] }),
    fields: facts => (
      <>
        <PaperChoice facts={facts} name="items[]" label={words(facts).brought} help={words(facts).broughtHelp} />
        <FileField
          name="uploads"
          label={words(facts).files}
          required={false}
          multiple
          accept={acceptOf(paperUploads)}
          limit="20 MB"
        />
        <Note facts={facts} />
      </>
    ),
    run: async (ctx, code, value, files) => {
      const papers = [...value.papers]
      for (const upload of files['uploads'] ?? []) {
        const { sha256, name } = await storeUpload(ctx, upload, paperUploads)
        papers.push({ name, originals: 0, copies: 0, fileSha256: sha256, fileName: name })
      }
      return await service.takeSupplement(ctx, code, { ...value, papers })
    },
  }),
  extend: verbForm({
    schema: z
      .object({ ...seen, ...reasoned, newDay: z.unknown().optional() })
      .transform((given): unknown => ({ version: given.version, newDay: given.newDay, reason: oneReason(given) }))
      .pipe(input.extendInput),
    consequence: facts => words(facts).then_extend,
    fields: facts => (
      <>
        <DateField
          name="newDay"
          label={words(facts).newDay}
          help={words(facts).newDayHelp(facts.dossier.dueAt ? formatDateTime(facts.dossier.dueAt) : '')}
          min={addDays(dayOf(facts.ctx.now), 1)}
        />
        <Reason facts={facts} action="extend" />
      </>
    ),
    run: service.extend,
  }),
  withdraw: reasonForm('withdraw', input.endInput, service.withdraw, {
    danger: true,
    consequence: facts => words(facts).then_withdraw,
  }),
  stop: reasonForm('stop', input.endInput, service.stop, {
    danger: true,
    consequence: facts => words(facts).then_stop,
  }),
  handOver: verbForm({
    schema: input.handOverInput,
    consequence: facts => words(facts).then_handOver,
    values: ({ dossier }) => ({
      receivedBy: dossier.applicantKind === 'CITIZEN' ? dossier.applicantName : '',
      delivery: dossier.resultDelivery,
    }),
    fields: facts => {
      const d = say(dossierWords, facts.ctx.lang)
      return (
        <>
          <TextField name="receivedBy" label={words(facts).receivedBy} help={words(facts).receivedByHelp} autoFocus />
          <RadioGroup
            name="delivery"
            label={words(facts).delivery}
            options={(['COUNTER', 'POST', 'ONLINE'] as const).map(value => ({ value, label: d[`delivery_${value}`] }))}
          />
          <Note facts={facts} help={false} />
        </>
      )
    },
    run: service.handOver,
  }),
  correct: reasonForm('correct', input.endInput, service.correct, {
    danger: true,
    consequence: facts => words(facts).then_correct,
  }),
  giveOpinion: verbForm({
    schema: input.giveOpinionInput,
    files: true,
    consequence: facts => words(facts).then_giveOpinion,
    values: facts => ({ no: String(openTo(facts)[0]?.no ?? '') }),
    fields: facts => <OpinionFields facts={facts} />,
    run: async (ctx, code, value, files) => {
      const upload = files['opinionFile']?.[0]
      if (!upload) return await service.giveOpinion(ctx, code, value)
      const { sha256, name } = await storeUpload(ctx, upload, paperUploads)
      return await service.giveOpinion(ctx, code, { ...value, file: { sha256, name } })
    },
  }),
  goWithoutOpinion: reasonForm('goWithoutOpinion', input.endInput, service.goWithoutOpinion, {
    danger: true,
    consequence: facts => words(facts).then_goWithoutOpinion(outNames(facts)),
  }),
}

function ResultNumber({ facts }: { facts: FormFacts }) {
  return <TextField name="resultNo" label={words(facts).resultNo} help={words(facts).resultNoHelp} width={24} />
}
