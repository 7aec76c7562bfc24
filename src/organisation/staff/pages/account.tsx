import { setCookie } from 'hono/cookie'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { accountInput, accounts, sessions } from '#app/kernel/account/index.ts'
import { attempt, type FormValues, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { LANG_COOKIE } from '#app/kernel/http/open.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  Facts,
  Form,
  FormActions,
  FormPage,
  Head,
  type Lang,
  Notice,
  PostButton,
  RadioGroup,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import { officerScreen, publicScreen } from '#app/ui/screen.tsx'
import { deviceOf } from '../device.ts'
import { ownAccount } from '../rules.ts'
import { ownView } from '../views.ts'
import { ownWords } from './account-words.ts'

/** One's own account: sessions, password, second factor, language. */

const { typedPassword } = accountInput
const passwordForm = z.object({ current: typedPassword, password: typedPassword, repeat: typedPassword })
const languageForm = z.object({ lang: z.enum(['vi', 'en']) })

export type Shown = { values?: FormValues; errors?: Record<string, string>; status?: 200 | 409 | 422 }

export function accountDoors(house: House): void {
  house.page('get', '/account', ownAccount, async c => await accountScreen(c))

  house.page('post', '/account/sessions/:id/end', ownAccount, async c => {
    await sessions.revokeSession(c.get('ctx'), { sessionId: parse(rowId, c.req.param('id')) })
    return c.redirect('/account?done=session', 303)
  })

  house.page('post', '/account/sessions/end-others', ownAccount, async c => {
    const { revoked } = await sessions.revokeOtherSessions(c.get('ctx'), { keep: c.get('sessionId') })
    return c.redirect(`/account?done=others&n=${revoked}`, 303)
  })

  house.page('post', '/account/language', ownAccount, async c => {
    const read = await readForm(c, languageForm)
    if (read.ok) setCookie(c, LANG_COOKIE, read.value.lang, { path: '/', sameSite: 'Lax', maxAge: 400 * 86_400 })
    return c.redirect('/account?done=language', 303)
  })

  house.page('get', '/account/password', ownAccount, async c => await passwordScreen(c, {}))

  house.page('post', '/account/password', ownAccount, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, passwordForm)
    if (!read.ok) return await passwordScreen(c, { errors: read.errors, status: 422 })
    const { current, password, repeat } = read.value
    if (password !== repeat) {
      return await passwordScreen(c, { errors: { repeat: ownWords(ctx.lang).repeatDiffers }, status: 422 })
    }
    const done = await attempt(() => accounts.changePassword(ctx, { current, password, sessionId: c.get('sessionId') }))
    if (!done.ok) return await passwordScreen(c, { errors: refusalErrors(done.refusal, ctx.lang), status: 422 })
    return c.redirect(`/account?done=password&n=${done.value.revoked}`, 303)
  })
}

/** Officers see it in their frame, citizens in theirs. */
export async function screen(c: C, title: string, status: Shown['status'], children: ReactNode): Promise<Response> {
  return c.get('ctx').actor.kind === 'OFFICER'
    ? await officerScreen(c, { title, status }, children)
    : publicScreen(c, { title, status }, children)
}

function doneWords(c: C): string | null {
  const w = ownWords(c.get('ctx').lang)
  const n = Number(c.req.query('n') ?? 0)
  switch (c.req.query('done')) {
    case 'session':
      return w.sessionEnded
    case 'others':
      return w.othersEnded(Number.isSafeInteger(n) ? n : 0)
    case 'language':
      return w.languageSaved
    case 'password':
      return w.passwordChanged(Number.isSafeInteger(n) ? n : 0)
    case 'secondFactor':
      return w.secondFactorDone
    case 'secondFactorOff':
      return w.secondFactorRemoved
    default:
      return null
  }
}

async function accountScreen(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const w = ownWords(ctx.lang)
  const [own, open, factor] = await Promise.all([
    ownView(ctx),
    sessions.sessionsOf(ctx.db, ctx.actor.accountId ?? 0, ctx.now),
    accounts.secondFactorOf(ctx),
  ])
  const device = (userAgent: string): string => {
    const known = deviceOf(userAgent)
    return known ? w.onSystem(known.browser, known.system) : w.unknownDevice
  }
  const done = doneWords(c)
  return await screen(
    c,
    w.accountTitle,
    200,
    <>
      <Head title={ctx.actor.name} sub={w.accountSub(own.login)}>
        <PostButton action="/sign-out">{w.signOut}</PostButton>
      </Head>
      {done && (
        <Notice tone="ok" live>
          {done}
        </Notice>
      )}
      {ctx.actor.kind === 'OFFICER' && (
        <Card title={w.positions}>
          {own.positions.length === 0 ? (
            <p>{w.none}</p>
          ) : (
            <Facts
              items={own.positions.map(position => ({
                label: position.title,
                value: (
                  <>
                    {position.unitName}
                    {position.homeName !== position.unitName && `, ${position.homeName}`}
                    <Sub>{position.roles.map(role => w.role(role)).join(' · ')}</Sub>
                  </>
                ),
              }))}
            />
          )}
        </Card>
      )}
      <Card title={w.security}>
        <Facts
          items={[
            { label: w.password, value: <a href="/account/password">{w.changePassword}</a> },
            {
              label: w.secondFactor,
              value: (
                <>
                  {factor.enrolledAt ? w.secondFactorOn(formatDate(factor.enrolledAt)) : w.secondFactorOff} ·{' '}
                  <a href="/account/second-factor">{factor.enrolledAt ? w.secondFactorManage : w.secondFactorSetUp}</a>
                </>
              ),
            },
          ]}
        />
      </Card>
      <Card
        title={w.sessions}
        actions={open.length > 1 && <PostButton action="/account/sessions/end-others">{w.endOthers}</PostButton>}
      >
        <p className="sub">{w.sessionsHelp}</p>
        <DataTable
          bare
          caption={w.sessions}
          rows={open}
          rowKey={row => String(row.id)}
          columns={sessionColumns(device, c.get('sessionId'), ctx.lang)}
        />
      </Card>
      <Card title={w.language}>
        <Form action="/account/language" values={{ lang: ctx.lang }}>
          <RadioGroup
            name="lang"
            label={w.language}
            inline
            options={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
          />
          <FormActions>
            <Button>{w.save}</Button>
          </FormActions>
        </Form>
      </Card>
    </>,
  )
}

async function passwordScreen(c: C, { errors, status }: Shown): Promise<Response> {
  const w = ownWords(c.get('ctx').lang)
  return await screen(
    c,
    w.changePassword,
    status,
    <FormPage
      crumbs={[{ label: w.accountTitle, href: '/account' }]}
      title={w.changePassword}
      action="/account/password"
      errors={errors}
      submitLabel={w.changePassword}
      cancelHref="/account"
      cancelLabel={w.accountTitle}
    >
      <TextField name="current" label={w.currentPassword} type="password" autoComplete="current-password" />
      <TextField
        name="password"
        label={w.newPassword}
        help={w.newPasswordHelp}
        type="password"
        autoComplete="new-password"
      />
      <TextField name="repeat" label={w.repeat} type="password" autoComplete="new-password" />
    </FormPage>,
  )
}

function sessionColumns(
  device: (userAgent: string) => string,
  own: number | null,
  lang: Lang,
): Column<sessions.SessionView>[] {
  const w = ownWords(lang)
  return [
    {
      key: 'device',
      head: w.device,
      rowHead: true,
      cell: row => (
        <>
          {device(row.userAgent)} {row.id === own && <Badge tone="ok">{w.thisSession}</Badge>}
          {row.address && <Sub>{row.address}</Sub>}
        </>
      ),
    },
    { key: 'begun', head: w.begun, labelled: true, cell: row => formatDateTime(row.createdAt) },
    { key: 'seen', head: w.lastSeen, labelled: true, cell: row => formatDateTime(row.lastSeenAt) },
    {
      key: 'end',
      head: w.endSession,
      hideHead: true,
      align: 'right',
      labelled: false,
      cell: row =>
        row.id === own ? null : (
          <PostButton
            kind="link"
            action={`/account/sessions/${row.id}/end`}
            label={w.endSessionOf(device(row.userAgent))}
          >
            {w.endSession}
          </PostButton>
        ),
    },
  ]
}
