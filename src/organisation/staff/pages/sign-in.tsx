import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { accountInput, sessions, signing } from '#app/kernel/account/index.ts'
import { attempt, type FormValues, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { SESSION_COOKIE } from '#app/kernel/http/open.ts'
import type { Refusal } from '#app/kernel/refusal.ts'
import { Button, Form, FormActions, Head, HiddenField, More, Notice, TextField } from '#app/ui/index.ts'
import { publicScreen } from '#app/ui/screen.tsx'
import { localPath, ownAccount, signInHere } from '../rules.ts'
import { ownWords } from './account-words.ts'

/** Signing in and out: public, plain forms. Each stage is a page of its own, so that everything works without JavaScript. */

const { oneTimeCode, typedLogin, typedPassword } = accountInput
const signInForm = z.object({ login: typedLogin, password: typedPassword, next: z.string().max(600).optional() })
const codeForm = z.object({ code: oneTimeCode, next: z.string().max(600).optional() })
const newPasswordForm = z.object({
  password: typedPassword,
  repeat: typedPassword,
  next: z.string().max(600).optional(),
})

type Shown = { values?: FormValues; errors?: Record<string, string>; status?: 200 | 422 | 429; done?: boolean }

export function signInDoors(house: House): void {
  house.page('get', '/sign-in', signInHere, c => {
    const { actor } = c.get('ctx')
    if (actor.kind === 'OFFICER' || actor.kind === 'CITIZEN')
      return c.redirect(homeOf(actor.kind, c.req.query('next')), 303)
    return signInScreen(c, { values: { next: c.req.query('next') ?? '' }, done: c.req.query('out') === '1' })
  })

  house.page('post', '/sign-in', signInHere, async c => {
    const read = await readForm(c, signInForm)
    if (!read.ok) return signInScreen(c, { values: read.values, errors: read.errors, status: 422 })
    const { login, password, next } = read.value
    const client = { address: c.get('address'), userAgent: c.req.header('user-agent') ?? '' }
    const done = await attempt(() => signing.signIn(c.get('ctx'), { login, password, ...client }))
    if (!done.ok) return signInScreen(c, refused(c, done.refusal, { login, next: next ?? '' }))
    return goOn(c, done.value, next)
  })

  house.page('get', '/sign-in/code', signInHere, c => codeScreen(c, { values: { next: c.req.query('next') ?? '' } }))

  house.page('post', '/sign-in/code', signInHere, async c => {
    const read = await readForm(c, codeForm)
    if (!read.ok) return codeScreen(c, { values: read.values, errors: read.errors, status: 422 })
    const { code, next } = read.value
    const done = await attempt(() => signing.enterSecondFactor(c.get('ctx'), { token: tokenOf(c), code }))
    if (!done.ok) return stageRefused(c, done.refusal, codeScreen, next)
    return goOn(c, done.value, next)
  })

  house.page('get', '/sign-in/new-password', signInHere, c =>
    newPasswordScreen(c, { values: { next: c.req.query('next') ?? '' } }),
  )

  house.page('post', '/sign-in/new-password', signInHere, async c => {
    const read = await readForm(c, newPasswordForm)
    if (!read.ok) return newPasswordScreen(c, { values: read.values, errors: read.errors, status: 422 })
    const { password, repeat, next } = read.value
    if (password !== repeat) {
      const errors = { repeat: ownWords(c.get('ctx').lang).repeatDiffers }
      return newPasswordScreen(c, { values: { next: next ?? '' }, errors, status: 422 })
    }
    const done = await attempt(() => signing.replaceOncePassword(c.get('ctx'), { token: tokenOf(c), password }))
    if (!done.ok) return stageRefused(c, done.refusal, newPasswordScreen, next)
    return goOn(c, done.value, next)
  })

  house.page('post', '/sign-out', ownAccount, async c => {
    const sessionId = c.get('sessionId')
    if (sessionId !== null) await sessions.signOut(c.get('ctx'), { sessionId })
    deleteCookie(c, SESSION_COOKIE, { path: '/' })
    return c.redirect('/sign-in?out=1', 303)
  })
}

/** To the stage that is still missing, or to where they wanted to go. */
function goOn(c: C, signed: signing.SignedIn, next: string | undefined): Response {
  // A citizen's browser keeps the cookie when it closes, an officer's at a shared desk does not; the server decides when it ends.
  const keep = signed.kind === 'CITIZEN' && signed.missing === null ? { maxAge: 400 * 86_400 } : {}
  setCookie(c, SESSION_COOKIE, signed.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.get('ctx').publicUrl.startsWith('https:'),
    ...keep,
  })
  const path = localPath(next)
  const query = path ? `?next=${encodeURIComponent(path)}` : ''
  if (signed.missing === 'SECOND_FACTOR') return c.redirect(`/sign-in/code${query}`, 303)
  if (signed.missing === 'NEW_PASSWORD') return c.redirect(`/sign-in/new-password${query}`, 303)
  return c.redirect(homeOf(signed.kind, next), 303)
}

const homeOf = (kind: 'OFFICER' | 'CITIZEN', next: string | undefined): string =>
  localPath(next) ?? (kind === 'OFFICER' ? '/work' : '/my')

const tokenOf = (c: C): string => getCookie(c, SESSION_COOKIE) ?? ''

const refused = (c: C, refusal: Refusal, values: FormValues): Shown => ({
  values,
  errors: refusalErrors(refusal, c.get('ctx').lang),
  status: refusal.status === 429 ? 429 : 422,
})

/** Whose half session is gone begins again, with the reason on the first page. */
function stageRefused(
  c: C,
  refusal: Refusal,
  screen: (c: C, shown: Shown) => Response,
  next: string | undefined,
): Response {
  const shown = refused(c, refusal, { next: next ?? '' })
  return refusal.code === 'SIGN_IN_EXPIRED' ? signInScreen(c, shown) : screen(c, shown)
}

function Next({ values }: { values: FormValues | undefined }) {
  const next = values?.['next']
  const path = localPath(typeof next === 'string' ? next : undefined)
  return path ? <HiddenField name="next" value={path} /> : null
}

function signInScreen(c: C, { values, errors, status, done }: Shown): Response {
  const w = ownWords(c.get('ctx').lang)
  return publicScreen(
    c,
    { title: w.signInTitle, status },
    <>
      <Head title={w.signInTitle} sub={w.signInLead} />
      {done && (
        <Notice tone="ok" live>
          {w.signedOut}
        </Notice>
      )}
      <Form action="/sign-in" values={values} errors={errors}>
        <Next values={values} />
        <TextField name="login" label={w.login} help={w.loginHelp} autoComplete="username" spellCheck={false} />
        <TextField name="password" label={w.password} type="password" autoComplete="current-password" />
        <FormActions>
          <Button kind="primary" big>
            {w.signIn}
          </Button>
        </FormActions>
      </Form>
      <More summary={w.forgotten}>
        <p>{w.forgottenHelp}</p>
      </More>
    </>,
  )
}

function codeScreen(c: C, { values, errors, status }: Shown): Response {
  const w = ownWords(c.get('ctx').lang)
  return publicScreen(
    c,
    { title: w.codeTitle, status },
    <>
      <Head title={w.codeTitle} sub={w.codeLead} />
      <Form action="/sign-in/code" values={values} errors={errors}>
        <Next values={values} />
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
            {w.continue}
          </Button>
        </FormActions>
      </Form>
      <p className="sub">{w.codeLost}</p>
    </>,
  )
}

function newPasswordScreen(c: C, { values, errors, status }: Shown): Response {
  const w = ownWords(c.get('ctx').lang)
  return publicScreen(
    c,
    { title: w.newPasswordTitle, status },
    <>
      <Head title={w.newPasswordTitle} sub={w.newPasswordLead} />
      <Form action="/sign-in/new-password" values={values} errors={errors}>
        <Next values={values} />
        <TextField
          name="password"
          label={w.newPassword}
          help={w.newPasswordHelp}
          type="password"
          autoComplete="new-password"
        />
        <TextField name="repeat" label={w.repeat} type="password" autoComplete="new-password" />
        <FormActions>
          <Button kind="primary" big>
            {w.setPassword}
          </Button>
        </FormActions>
      </Form>
    </>,
  )
}
