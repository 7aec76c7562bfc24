import type { ReactNode } from 'react'
import { say } from '#app/kernel/words.ts'
import {
  DateField,
  FieldRow,
  FormPage,
  type Lang,
  type Option,
  SelectField,
  type SentForm,
  TextField,
} from '#app/ui/index.ts'
import { agencyKinds, codeSchemes, successionKinds } from '../input.ts'
import { agencyWords } from '../words.ts'

/** The forms that change the tree. */

export const changes = ['rename', 'move', 'close', 'code', 'succeed'] as const
export type Change = (typeof changes)[number]

type Shown = SentForm & { units: Option[]; lang: Lang }

export function NewAgency({ units, lang, ...sent }: Shown) {
  const w = say(agencyWords, lang)
  return (
    <FormPage
      crumbs={[{ label: w.title, href: '/org/agencies' }]}
      title={w.create}
      action="/org/agencies/new"
      {...sent}
      guard
      submitLabel={w.create}
      cancelHref="/org/agencies"
      cancelLabel={w.back}
    >
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
    </FormPage>
  )
}

export function ChangeAgency({
  change,
  agency,
  units,
  lang,
  ...sent
}: Shown & { change: Change; agency: { id: number; name: string } }) {
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
    <FormPage
      crumbs={[
        { label: w.title, href: '/org/agencies' },
        { label: agency.name, href },
      ]}
      title={title}
      sub={lead}
      action={`${href}/${change}`}
      {...sent}
      guard
      submitLabel={change === 'close' ? w.close : w.save}
      danger={change === 'close'}
      cancelHref={href}
      cancelLabel={w.back}
    >
      {FIELDS[change]({ units, lang })}
    </FormPage>
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
