import { attempt, type FormValues, readForm, refusalErrors, wordsOf } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { fieldIssues, parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  Card,
  DateField,
  Form,
  FormActions,
  type FormErrors,
  Head,
  HiddenField,
  type Lang,
  LinkButton,
  Notice,
  TextArea,
} from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { z } from 'zod'
import { withdrawFormInput } from '../input.ts'
import { nothingToWithdraw } from '../refusals.ts'
import { earliestEnd, formPermissions, versionBefore } from '../rules.ts'
import type { FormVersionView, FormView } from '../views.ts'
import { withdrawWords } from '../withdraw-words.ts'
import { withdrawForm } from '../withdrawing.ts'
import { formWords } from '../words.ts'
import { formHref, withdrawHref } from './addresses.ts'
import { viewOf } from './draft-of.ts'

/** Withdrawing a form without a next one: what happens then is said before it is done. */

export function withdrawDoors(house: House): void {
  const { edit } = formPermissions
  house.page('get', '/forms/:code/withdraw', edit, async c => await ask(c, await viewOf(c)))
  house.page('post', '/forms/:code/withdraw', edit, withdraw)
}

const typed = z.object({ effectiveTo: z.string().max(40).default(''), reason: z.string().max(8_000).default('') })

interface Shown {
  values?: FormValues
  errors?: FormErrors
  refused?: string
}

/** The version an address names. @throws Refusal FORM_NOT_PUBLISHED */
function versionIn(c: C, view: FormView): FormVersionView {
  const no = parse(withdrawFormInput.shape.no, c.req.query('no'))
  return [view.inForce, view.coming].find(one => one?.no === no) ?? nothingToWithdraw(no)
}

async function ask(c: C, view: FormView, shown: Shown = {}): Promise<Response> {
  const { lang, now } = c.get('ctx')
  const version = versionIn(c, view)
  const today = dayOf(now)
  return await officerScreen(
    c,
    { title: say(withdrawWords, lang).title(version.no), status: shown.errors || shown.refused ? 422 : 200 },
    <WithdrawPage {...shown} view={view} version={version} today={today} lang={lang} />,
  )
}

async function withdraw(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await viewOf(c)
  const { no } = versionIn(c, view)
  const read = await readForm(c, typed)
  const { values } = read
  if (!read.ok) return await ask(c, view, { values, errors: read.errors })
  const checked = withdrawFormInput.safeParse({ ...read.value, procedureCode: view.code, no })
  if (!checked.success) return await ask(c, view, { values, errors: wordsOf(fieldIssues(checked.error), ctx.lang) })
  const done = await attempt(() => withdrawForm(ctx, checked.data))
  if (done.ok) return c.redirect(`${formHref(view.code)}?done=withdrawn`, 303)
  const errors = refusalErrors(done.refusal, ctx.lang)
  return await ask(c, await viewOf(c), {
    values,
    ...('effectiveTo' in errors ? { errors } : { refused: done.refusal.words[ctx.lang] }),
  })
}

interface PageProps extends Shown {
  view: FormView
  version: FormVersionView
  today: string
  lang: Lang
}

function WithdrawPage({ view, version, today, values, errors, refused, lang }: PageProps) {
  const w = say(withdrawWords, lang)
  const f = say(formWords, lang)
  const earliest = earliestEnd(version, today)
  const coming = version === view.coming
  const before = coming ? versionBefore(view.versions, version) : null
  return (
    <>
      <Breadcrumbs
        items={[
          { label: f.forms, href: '/forms' },
          { label: view.code, href: formHref(view.code) },
        ]}
      />
      <Head title={w.title(version.no)} sub={<span lang="vi">{view.name}</span>} />
      {refused && (
        <Notice tone="late" live>
          {refused}
        </Notice>
      )}
      <p>{(coming ? w.leadComing : w.lead)(version.from ?? today)}</p>
      <Card title={w.happens}>
        <ul>
          <li>{before ? w.goesOn(before.no) : w.without}</li>
          <li>{w.filed}</li>
          {!coming && <li>{w.drafts}</li>}
          <li>{w.back}</li>
        </ul>
      </Card>
      <Form
        action={withdrawHref(view.code, version.no)}
        values={{ effectiveTo: earliest, ...values }}
        errors={errors ?? {}}
        guard
      >
        {coming ? (
          <HiddenField name="effectiveTo" value={earliest} />
        ) : (
          <DateField name="effectiveTo" label={w.effectiveTo} help={w.earliest(earliest)} />
        )}
        <TextArea name="reason" label={w.reason} help={w.reasonHelp} rows={3} maxLength={1_000} />
        <FormActions>
          <Button kind="danger">{w.withdraw}</Button>
          <LinkButton href={formHref(view.code)}>{w.cancel}</LinkButton>
        </FormActions>
      </Form>
    </>
  )
}
