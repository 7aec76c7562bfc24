import { acceptOf } from '#app/kernel/files/index.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  CheckboxGroup,
  DateField,
  FileField,
  Form,
  FormActions,
  type FormValues,
  Head,
  HiddenField,
  type Lang,
  LinkButton,
  Notice,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { agencyKey } from '../duty.ts'
import { photoUploads } from '../uploads.ts'
import type { handled, OneEvidence } from '../views.ts'
import { disclosureWords } from '../words.ts'
import { matrixHref, procedureHref } from './addresses.ts'
import { placeName } from './coverage.tsx'
import { Proof } from './procedure.tsx'

/** The forms: record what was posted, withdraw evidence. */

interface Shown {
  values: FormValues
  errors?: Record<string, string> | undefined
  formKey: string
  lang: Lang
}

export function RecordForm({
  of,
  today,
  values,
  errors,
  formKey,
  lang,
}: Shown & { of: Awaited<ReturnType<typeof handled>>; today: string }) {
  const w = say(disclosureWords, lang)
  const agency = agencyKey(of.agency)
  const back = matrixHref({ agency })
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: back }, { label: w.record }]} />
      <Head title={w.recordTitle} sub={of.agency.name} />
      <Notice>{w.recordLead}</Notice>
      <Form action="/disclosure/record" values={values} errors={errors} idempotencyKey={formKey} files guard>
        <HiddenField name="agency" value={agency} />
        <SelectField
          name="place"
          label={w.place}
          options={of.places.map(place => ({
            value: place.code,
            label: `${placeName(place, lang)} (${w[`proof_${place.proof}`]})`,
          }))}
        />
        <DateField name="day" label={w.day} max={today} />
        <TextField name="url" label={w.url} help={w.urlHelp} type="url" required={false} maxLength={2000} />
        <FileField
          name="file"
          label={w.photo}
          help={w.photoHelp}
          accept={acceptOf(photoUploads)}
          limit="20 MB"
          required={false}
        />
        <CheckboxGroup
          name="codes[]"
          label={w.procedures}
          options={of.procedures.map(one => ({
            value: one.code,
            label: <span lang="vi">{`${one.code} ${one.name}`}</span>,
          }))}
        />
        <TextField name="note" label={w.note} required={false} maxLength={500} />
        <FormActions>
          <Button kind="primary" big>
            {w.save}
          </Button>
          <LinkButton href={back} big>
            {w.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

export function WithdrawForm({ one, values, errors, formKey, lang }: Shown & { one: OneEvidence }) {
  const w = say(disclosureWords, lang)
  const back = procedureHref(one.code)
  const place = lang === 'vi' ? one.placeName : one.placeNameEn
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: '/disclosure' },
          { label: one.code, href: back },
        ]}
      />
      <Head title={w.withdrawTitle} sub={`${one.agencyName} · ${one.name}`} />
      <Notice tone="warn">
        {w.withdrawLead(place, one.day)} <Proof one={one} lang={lang} />
      </Notice>
      <Form action={`/disclosure/evidence/${one.id}/withdraw`} values={values} errors={errors} idempotencyKey={formKey}>
        <TextArea name="reason" label={w.reason} rows={3} maxLength={500} />
        <FormActions>
          <Button kind="danger" big>
            {w.withdraw}
          </Button>
          <LinkButton href={back} big>
            {w.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}
