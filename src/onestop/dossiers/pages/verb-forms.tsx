import { z } from 'zod'
import { acceptOf, paperUploads, storeUpload } from '#app/kernel/files/index.ts'
import { paragraphs } from '#app/kernel/input.ts'
import { addDays, dayOf, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { DateField, FileField, Notice, RadioGroup, SelectField, TextField } from '#app/ui/index.ts'
import * as input from '../input.ts'
import type { Action } from '../rules.ts'
import * as service from '../service.ts'
import { dossierWords } from '../words.ts'
import { OpinionFields, openTo, outNames } from './opinion-fields.tsx'
import {
  chosenPapers,
  lines,
  Note,
  officerOptions,
  oneReason,
  PaperChoice,
  Reason,
  reasoned,
  reasonForm,
  ResultNumber,
  seen,
  type VerbForm,
  verbForm,
  words,
} from './verb-fields.tsx'

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
