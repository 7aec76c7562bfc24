import { z } from 'zod'
import { accountInput, accounts } from '#app/kernel/account/index.ts'
import { attempt, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { formatDate } from '#app/kernel/text.ts'
import { Breadcrumbs, Button, Card, Form, FormActions, Head, Notice, QrCode, TextField } from '#app/ui/index.ts'
import { ownAccount } from '../rules.ts'
import { screen, type Shown } from './account.tsx'
import { ownWords } from './account-words.ts'

/** One's own second factor: setting it up, taking it away. */

const codeForm = z.object({ code: accountInput.oneTimeCode })
const currentForm = z.object({ current: accountInput.typedPassword })

export function secondFactorDoors(house: House): void {
  house.page('get', '/account/second-factor', ownAccount, async c => await secondFactorScreen(c, {}))

  house.page('post', '/account/second-factor/begin', ownAccount, async c => {
    const done = await attempt(() => accounts.beginSecondFactor(c.get('ctx')))
    if (!done.ok)
      return await secondFactorScreen(c, { errors: refusalErrors(done.refusal, c.get('ctx').lang), status: 409 })
    return c.redirect('/account/second-factor', 303)
  })

  house.page('post', '/account/second-factor', ownAccount, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, codeForm)
    if (!read.ok) return await secondFactorScreen(c, { errors: read.errors, status: 422 })
    const done = await attempt(() =>
      accounts.confirmSecondFactor(ctx, { code: read.value.code, sessionId: c.get('sessionId') }),
    )
    if (!done.ok) return await secondFactorScreen(c, { errors: refusalErrors(done.refusal, ctx.lang), status: 422 })
    return c.redirect('/account?done=secondFactor', 303)
  })

  house.page('post', '/account/second-factor/remove', ownAccount, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, currentForm)
    if (!read.ok) return await secondFactorScreen(c, { errors: read.errors, status: 422 })
    const done = await attempt(() => accounts.dropSecondFactor(ctx, { current: read.value.current }))
    if (!done.ok) return await secondFactorScreen(c, { errors: refusalErrors(done.refusal, ctx.lang), status: 422 })
    return c.redirect('/account?done=secondFactorOff', 303)
  })
}

async function secondFactorScreen(c: C, { errors, status }: Shown): Promise<Response> {
  const ctx = c.get('ctx')
  const w = ownWords(ctx.lang)
  const { enrolledAt, pending } = await accounts.secondFactorOf(ctx)
  return await screen(
    c,
    w.secondFactor,
    status,
    <>
      <Breadcrumbs items={[{ label: w.accountTitle, href: '/account' }]} />
      <Head title={w.secondFactor} sub={enrolledAt ? w.secondFactorOn(formatDate(enrolledAt)) : w.secondFactorOff} />
      <p>{w.secondFactorLead}</p>
      {enrolledAt && (
        <Form action="/account/second-factor/remove" errors={errors}>
          <TextField name="current" label={w.currentPassword} type="password" autoComplete="current-password" />
          <FormActions>
            <Button kind="danger" big>
              {w.secondFactorRemove}
            </Button>
          </FormActions>
        </Form>
      )}
      {!enrolledAt && !pending && (
        <Form action="/account/second-factor/begin" errors={errors}>
          <FormActions>
            <Button kind="primary" big>
              {w.secondFactorBegin}
            </Button>
          </FormActions>
        </Form>
      )}
      {pending && (
        <Card>
          <p>{w.secondFactorScan}</p>
          <QrCode text={pending.address} label={w.qrLabel} size={240} />
          <p>
            {w.secondFactorType}
            <br />
            <b className="code">{(pending.secret.match(/.{1,4}/g) ?? []).join(' ')}</b>
          </p>
          <p>{w.secondFactorEnter}</p>
          <Form action="/account/second-factor" errors={errors}>
            <TextField
              name="code"
              label={w.code}
              help={w.codeHelp}
              inputMode="numeric"
              autoComplete="one-time-code"
              width={8}
              maxLength={7}
            />
            <FormActions>
              <Button kind="primary" big>
                {w.secondFactorConfirm}
              </Button>
            </FormActions>
          </Form>
        </Card>
      )}
      <Notice>{w.secondFactorRecovery}</Notice>
    </>,
  )
}
