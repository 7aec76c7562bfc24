import { say } from '#app/kernel/words.ts'
import {
  CheckboxField,
  CheckboxGroup,
  Confirm,
  CopyButton,
  DateField,
  FormActions,
  FormPage,
  Head,
  type Lang,
  LinkButton,
  Notice,
  type Option,
  SelectField,
  type SentForm,
  TextField,
} from '#app/ui/index.ts'
import { roles } from '../rules.ts'
import { staffWords } from '../words.ts'

/** The forms about officers. */

type Shown = SentForm & { lang: Lang }

interface Officer {
  officerId: number
  name: string
}

const hrefOf = ({ officerId }: Officer): string => `/org/officers/${officerId}`
const crumbsOf = (officer: Officer, lang: Lang) => [
  { label: say(staffWords, lang).officersTitle, href: '/org/officers' },
  { label: officer.name, href: hrefOf(officer) },
]

/** Where, as what, with which roles, from when. */
function PositionFields({ units, lang }: { units: Option[]; lang: Lang }) {
  const w = say(staffWords, lang)
  return (
    <>
      <SelectField name="agencyId" label={w.unit} options={units} />
      <TextField name="title" label={w.title} help={w.titleHelp} />
      <CheckboxGroup
        name="roles"
        label={w.roles}
        help={w.rolesHelp}
        options={roles.map(role => ({ value: role, label: w.role(role) }))}
      />
      <DateField name="from" label={w.since} />
    </>
  )
}

export function NewOfficer({ units, lang, ...sent }: Shown & { units: Option[] }) {
  const w = say(staffWords, lang)
  return (
    <FormPage
      crumbs={[{ label: w.officersTitle, href: '/org/officers' }]}
      title={w.newOfficer}
      sub={w.newOfficerLead}
      action="/org/officers/new"
      {...sent}
      guard
      submitLabel={w.create}
      cancelHref="/org/officers"
      cancelLabel={w.toList}
    >
      <TextField name="fullName" label={w.fullName} autoComplete="off" />
      <TextField name="login" label={w.loginNew} help={w.loginNewHelp} autoComplete="off" spellCheck={false} />
      <TextField name="email" label={w.email} type="email" required={false} autoComplete="off" />
      <TextField name="phone" label={w.phone} type="tel" required={false} autoComplete="off" />
      <PositionFields units={units} lang={lang} />
    </FormPage>
  )
}

export function NewPosition({ units, officer, lang, ...sent }: Shown & { units: Option[]; officer: Officer }) {
  const w = say(staffWords, lang)
  const href = hrefOf(officer)
  return (
    <FormPage
      crumbs={crumbsOf(officer, lang)}
      title={w.addPosition}
      action={`${href}/positions`}
      {...sent}
      guard
      submitLabel={w.addPosition}
      cancelHref={href}
      cancelLabel={w.toOfficer}
    >
      <PositionFields units={units} lang={lang} />
      <CheckboxField name="isMain" label={w.isMain} />
    </FormPage>
  )
}

export function EndPosition({
  officer,
  position,
  lang,
  ...sent
}: Shown & {
  officer: Officer
  position: { id: number; title: string; unitName: string }
}) {
  const w = say(staffWords, lang)
  const href = hrefOf(officer)
  return (
    <FormPage
      crumbs={crumbsOf(officer, lang)}
      title={w.endPositionOf(position.title)}
      sub={w.endPositionLead(position.title, position.unitName)}
      action={`${href}/positions/${position.id}/end`}
      {...sent}
      submitLabel={w.endPosition}
      danger
      cancelHref={href}
      cancelLabel={w.toOfficer}
    >
      <DateField name="on" label={w.endsOn} />
    </FormPage>
  )
}

/** A secret that is shown once: password or token. */
export function ShownOnce({
  title,
  lead,
  label,
  secret,
  links,
}: {
  title: string
  lead: string
  label: string
  secret: string
  links: { href: string; label: string }[]
}) {
  return (
    <>
      <Head title={title} />
      <Notice tone="warn" title={label} live>
        <p>
          <b className="code">{secret}</b> <CopyButton text={secret} />
        </p>
        <p>{lead}</p>
      </Notice>
      <FormActions>
        {links.map((link, at) => (
          <LinkButton key={link.href} href={link.href} kind={at === 0 ? 'primary' : 'plain'} big>
            {link.label}
          </LinkButton>
        ))}
      </FormActions>
    </>
  )
}

/** Asks once more before something grave is done to somebody's account. */
export function AskFirst({
  action,
  officer,
  errors,
  lang,
}: {
  action: 'disable' | 'hand-out' | 'reset-second-factor'
  officer: Officer
  errors?: Record<string, string>
  lang: Lang
}) {
  const w = say(staffWords, lang)
  const href = hrefOf(officer)
  const [title, lead, label] = {
    disable: [w.disableTitle(officer.name), w.disableLead, w.disable],
    'hand-out': [w.handOutTitle(officer.name), w.handOutLead, w.handOut],
    'reset-second-factor': [w.resetSecondFactorTitle(officer.name), w.resetSecondFactorLead, w.resetSecondFactor],
  }[action] as [string, string, string]
  return (
    <>
      {errors && (
        <Notice tone="late" live>
          {Object.values(errors).join(' ')}
        </Notice>
      )}
      <Confirm title={title} action={`${href}/${action}`} confirmLabel={label} cancelHref={href} danger>
        <p>{lead}</p>
      </Confirm>
    </>
  )
}
