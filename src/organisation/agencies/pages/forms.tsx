import type { ReactNode } from 'react'
import type { FormValues } from '#app/kernel/http/form.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  DateField,
  FieldRow,
  Form,
  FormActions,
  Head,
  type Lang,
  LinkButton,
  type Option,
  SelectField,
  TextField,
} from '#app/ui/index.ts'
import { agencyKinds, codeSchemes, successionKinds } from '../input.ts'
import { agencyWords } from '../words.ts'

/** The forms that change the tree. */

export const changes = ['rename', 'move', 'close', 'code', 'succeed'] as const
export type Change = (typeof changes)[number]

interface FormShown {
  values: FormValues
  errors?: Record<string, string>
  formKey: string
  units: Option[]
  lang: Lang
}

export function NewAgency({ values, errors, formKey, units, lang }: FormShown) {
  const w = say(agencyWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/org/agencies' }]} />
      <Head title={w.create} />
      <Form action="/org/agencies/new" values={values} errors={errors} idempotencyKey={formKey} guard>
        <SelectField
          name="kind"
          label={w.kindHead}
          options={agencyKinds.map(kind => ({ value: kind, label: w.kind(kind) }))}
        />
        <TextField name="name" label={w.name} />
        <TextField name="shortName" label={w.shortName} required={false} />
        <SelectField name="parentId" label={w.parent} required={false} blank={w.nobodyAbove} options={units} />
        <DateField name="validFrom" label={w.fromDay} />
        <TextField name="code" label={w.scheme('AGENCY')} required={false} width={16} spellCheck={false} />
        <Contact lang={lang} />
        <End href="/org/agencies" lang={lang}>
          {w.create}
        </End>
      </Form>
    </>
  )
}

export function ChangeAgency({
  change,
  agency,
  values,
  errors,
  formKey,
  units,
  lang,
}: FormShown & { change: Change; agency: { id: number; name: string } }) {
  const w = say(agencyWords, lang)
  const href = `/org/agencies/${agency.id}`
  const [title, lead] = {
    rename: [w.rename, w.renameLead],
    move: [w.move, w.moveLead],
    close: [w.close, w.closeLead],
    code: [w.addCode, w.codeLead],
    succeed: [w.succeed, w.succeedLead],
  }[change] as [string, string]
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: '/org/agencies' },
          { label: agency.name, href },
        ]}
      />
      <Head title={title} sub={lead} />
      <Form action={`${href}/${change}`} values={values} errors={errors} idempotencyKey={formKey} guard>
        {FIELDS[change]({ units, lang })}
        <End href={href} danger={change === 'close'} lang={lang}>
          {change === 'close' ? w.close : w.save}
        </End>
      </Form>
    </>
  )
}

const FIELDS: Record<Change, (props: { units: Option[]; lang: Lang }) => ReactNode> = {
  rename: ({ lang }) => {
    const w = say(agencyWords, lang)
    return (
      <>
        <DateField name="from" label={w.fromDay} />
        <TextField name="name" label={w.name} />
        <TextField name="shortName" label={w.shortName} required={false} />
        <Contact lang={lang} />
      </>
    )
  },
  move: ({ units, lang }) => {
    const w = say(agencyWords, lang)
    return (
      <>
        <DateField name="from" label={w.fromDay} />
        <SelectField name="parentId" label={w.newParent} required={false} blank={w.nobodyAbove} options={units} />
      </>
    )
  },
  close: ({ lang }) => <DateField name="on" label={say(agencyWords, lang).closeDay} />,
  code: ({ lang }) => {
    const w = say(agencyWords, lang)
    return (
      <>
        <SelectField
          name="scheme"
          label={w.schemeHead}
          options={codeSchemes.map(scheme => ({ value: scheme, label: w.scheme(scheme) }))}
        />
        <TextField name="code" label={w.code} width={16} spellCheck={false} />
        <FieldRow>
          <DateField name="validFrom" label={w.fromDay} />
          <DateField name="validTo" label={w.until} required={false} />
        </FieldRow>
      </>
    )
  },
  succeed: ({ units, lang }) => {
    const w = say(agencyWords, lang)
    return (
      <>
        <SelectField name="toId" label={w.successor} options={units} />
        <SelectField
          name="kind"
          label={w.how}
          options={successionKinds.map(kind => ({ value: kind, label: w.succession(kind) }))}
        />
        <DateField name="on" label={w.fromDay} />
        <TextField name="basis" label={w.basis} help={w.basisHelp} />
      </>
    )
  },
}

function Contact({ lang }: { lang: Lang }) {
  const w = say(agencyWords, lang)
  return (
    <>
      <TextField name="address" label={w.address} required={false} />
      <TextField name="phone" label={w.phone} type="tel" required={false} />
      <TextField name="email" label={w.email} type="email" required={false} />
    </>
  )
}

function End({ href, danger, lang, children }: { href: string; danger?: boolean; lang: Lang; children: ReactNode }) {
  return (
    <FormActions>
      <Button kind={danger ? 'danger' : 'primary'} big>
        {children}
      </Button>
      <LinkButton href={href} big>
        {say(agencyWords, lang).back}
      </LinkButton>
    </FormActions>
  )
}
