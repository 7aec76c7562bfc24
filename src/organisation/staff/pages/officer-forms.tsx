import type { FormValues } from '#app/kernel/http/form.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  CheckboxField,
  CheckboxGroup,
  Confirm,
  CopyButton,
  DateField,
  Form,
  FormActions,
  Head,
  type Lang,
  LinkButton,
  Notice,
  type Option,
  SelectField,
  TextField,
} from '#app/ui/index.ts'
import { roles } from '../rules.ts'
import { staffWords } from '../words.ts'

/** The forms about officers. */

export interface FormShown {
  values?: FormValues
  errors?: Record<string, string>
  formKey: string
  lang: Lang
}

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

export function NewOfficer({ values, errors, formKey, units, lang }: FormShown & { units: Option[] }) {
  const w = say(staffWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: w.officersTitle, href: '/org/officers' }]} />
      <Head title={w.newOfficer} sub={w.newOfficerLead} />
      <Form action="/org/officers/new" values={values} errors={errors} idempotencyKey={formKey} guard>
        <TextField name="fullName" label={w.fullName} autoComplete="off" />
        <TextField name="login" label={w.loginNew} help={w.loginNewHelp} autoComplete="off" spellCheck={false} />
        <TextField name="email" label={w.email} type="email" required={false} autoComplete="off" />
        <TextField name="phone" label={w.phone} type="tel" required={false} autoComplete="off" />
        <PositionFields units={units} lang={lang} />
        <FormActions>
          <Button kind="primary" big>
            {w.create}
          </Button>
          <LinkButton href="/org/officers" big>
            {w.toList}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

export function NewPosition({
  values,
  errors,
  formKey,
  units,
  officer,
  lang,
}: FormShown & { units: Option[]; officer: { officerId: number; name: string } }) {
  const w = say(staffWords, lang)
  const href = `/org/officers/${officer.officerId}`
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.officersTitle, href: '/org/officers' },
          { label: officer.name, href },
        ]}
      />
      <Head title={w.addPosition} />
      <Form action={`${href}/positions`} values={values} errors={errors} idempotencyKey={formKey} guard>
        <PositionFields units={units} lang={lang} />
        <CheckboxField name="isMain" label={w.isMain} />
        <FormActions>
          <Button kind="primary" big>
            {w.addPosition}
          </Button>
          <LinkButton href={href} big>
            {w.toOfficer}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

export function EndPosition({
  values,
  errors,
  formKey,
  officer,
  position,
  lang,
}: FormShown & {
  officer: { officerId: number; name: string }
  position: { id: number; title: string; unitName: string }
}) {
  const w = say(staffWords, lang)
  const href = `/org/officers/${officer.officerId}`
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.officersTitle, href: '/org/officers' },
          { label: officer.name, href },
        ]}
      />
      <Head title={w.endPositionOf(position.title)} sub={w.endPositionLead(position.title, position.unitName)} />
      <Form action={`${href}/positions/${position.id}/end`} values={values} errors={errors} idempotencyKey={formKey}>
        <DateField name="on" label={w.endsOn} />
        <FormActions>
          <Button kind="danger" big>
            {w.endPosition}
          </Button>
          <LinkButton href={href} big>
            {w.toOfficer}
          </LinkButton>
        </FormActions>
      </Form>
    </>
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
  officer: { officerId: number; name: string }
  errors?: Record<string, string>
  lang: Lang
}) {
  const w = say(staffWords, lang)
  const href = `/org/officers/${officer.officerId}`
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
