import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  FieldRow,
  FieldSet,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  MoneyField,
  Notice,
  NumberField,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { rowsOf, textsOf } from '../content-text.ts'
import { CHANNELS, ONLINE_LEVELS, type ProcedureContent } from '../shape.ts'
import { catalogueWords } from '../words.ts'
import { contentWords } from './content-words.ts'
import { workWords } from './work-words.ts'

/** The form of a content: of a draft of a procedure that is known, or of a new one of the locality's own. */

interface Shown {
  values: FormValues
  errors: FormErrors
  formKey: string
  lang: Lang
}

/** The fields as they stand for a content. */
function valuesOf(content: ProcedureContent): FormValues {
  const rows = Object.entries(rowsOf(content)).flatMap(([channel, row]) => [
    [`channel.${channel}.amount`, row.limit ? String(row.limit.amount).replace('.', ',') : ''],
    [`channel.${channel}.unit`, row.limit?.unit ?? ''],
    [`channel.${channel}.fee`, row.fee === null ? '' : String(row.fee)],
    [`channel.${channel}.feeNote`, row.feeNote],
    [`channel.${channel}.note`, row.note],
  ])
  return { ...textsOf(content), ...(Object.fromEntries(rows) as FormValues) }
}

export function EditContent({ content, values, errors, formKey, lang }: Shown & { content: ProcedureContent }) {
  const w = say(contentWords, lang)
  const at = `/catalogue/${content.code}`
  return (
    <>
      <Breadcrumbs
        items={[
          { label: say(workWords, lang).catalogue, href: '/catalogue' },
          { label: content.code, href: at },
        ]}
      />
      <Head title={w.editTitle} sub={`${content.code} · ${content.name}`} />
      <Notice>{w.editLead}</Notice>
      <Form
        action={`${at}/content`}
        values={{ ...valuesOf(content), ...values }}
        errors={errors}
        idempotencyKey={formKey}
        guard
      >
        <ContentFields content={content} lang={lang} />
        <FormActions>
          <Button kind="primary" keyHint="s">
            {w.save}
          </Button>
          <LinkButton href={at}>{w.cancel}</LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

export function NewProcedure({
  homes,
  empty,
  values,
  errors,
  formKey,
  lang,
}: Shown & { homes: { value: string; label: string }[]; empty: ProcedureContent }) {
  const [w, t, c] = [say(contentWords, lang), say(workWords, lang), say(catalogueWords, lang)]
  return (
    <>
      <Breadcrumbs items={[{ label: t.catalogue, href: '/catalogue' }]} />
      <Head title={w.createTitle} sub={w.createLead} />
      <Form action="/catalogue/new" values={values} errors={errors} idempotencyKey={formKey} guard>
        <TextField name="code" label={w.code} help={w.codeHelp} maxLength={30} width={16} spellCheck={false} />
        <SelectField name="home" label={t.homeLabel} help={t.homeHelp} options={homes} />
        <SelectField
          name="onlineLevel"
          label={t.onlineLabel}
          options={ONLINE_LEVELS.map(one => ({ value: one, label: c[`online_${one}`] }))}
        />
        <ContentFields content={empty} lang={lang} />
        <FormActions>
          <Button kind="primary" keyHint="s">
            {w.save}
          </Button>
          <LinkButton href="/catalogue">{w.cancel}</LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

function ContentFields({ content, lang }: { content: ProcedureContent; lang: Lang }) {
  const w = say(contentWords, lang)
  return (
    <>
      <TextField name="name" label={w.name} maxLength={1000} />
      <TextField name="sector" label={w.sector} maxLength={200} />
      <TextArea name="steps" label={w.steps} help={w.stepsHelp} required={false} rows={8} />
      <Channels content={content} lang={lang} />
      <TextArea name="papers" label={w.papers} help={w.papersHelp} required={false} rows={8} />
      <TextArea name="subjects" label={w.subjects} help={w.each} required={false} rows={2} />
      <FieldSet legend={w.agencies}>
        <TextField name="competent" label={w.competent} required={false} maxLength={1000} />
        <TextField name="performing" label={w.performing} required={false} maxLength={1000} />
        <TextField name="coordinating" label={w.coordinating} required={false} maxLength={1000} />
      </FieldSet>
      <TextArea name="results" label={w.results} help={w.each} required={false} rows={2} />
      <TextArea name="conditions" label={w.conditions} required={false} rows={4} />
      <TextArea name="legalBases" label={w.bases} help={w.basesHelp} required={false} rows={4} />
    </>
  )
}

function Channels({ content, lang }: { content: ProcedureContent; lang: Lang }) {
  const [w, t, c] = [say(contentWords, lang), say(workWords, lang), say(catalogueWords, lang)]
  const rows = rowsOf(content)
  const units = (['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY', 'SAME_DAY', 'MONTH'] as const).map(one => ({
    value: one,
    label: t[`unit_${one}`],
  }))
  return (
    <FieldSet legend={w.channels} help={w.channelsHelp}>
      {CHANNELS.map(channel => (
        <FieldSet key={channel} legend={c[`channel_${channel}`]}>
          {rows[channel] ? (
            <>
              <FieldRow>
                <NumberField name={`channel.${channel}.amount`} label={w.limit} required={false} decimals />
                <SelectField
                  name={`channel.${channel}.unit`}
                  label={w.unit}
                  required={false}
                  blank={w.noLimit}
                  options={units}
                />
                <MoneyField name={`channel.${channel}.fee`} label={w.fee} help={w.feeHelp} required={false} />
              </FieldRow>
              <TextArea name={`channel.${channel}.note`} label={w.note} required={false} rows={2} />
              <TextField name={`channel.${channel}.feeNote`} label={w.feeNote} required={false} maxLength={2000} />
            </>
          ) : (
            <p>{w.several}</p>
          )}
        </FieldSet>
      ))}
    </FieldSet>
  )
}
