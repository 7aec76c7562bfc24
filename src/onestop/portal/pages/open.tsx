import { attempt, type FormValues, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { say } from '#app/kernel/words.ts'
import { publicScreen } from '#app/ui/screen.tsx'
import { publicState } from '../../dossiers/index.ts'
import { ownReceipt, sendPdf } from '../../papers/index.ts'
import { receiptKey, trackForm } from '../input.ts'
import { lookUp } from '../lookup.ts'
import { permissions } from '../rules.ts'
import { dueReasons, verifiedState } from '../own.ts'
import { homeFacts } from '../views.ts'
import { portalWords } from '../words.ts'
import { HomePage } from './home.tsx'
import { codeOf } from './own.tsx'
import { NotVerified, Tracked, TrackForm, VerifiedPage } from './track.tsx'

/** The doors for everybody: the front page, looking a dossier up, verifying a paper. */

function keyOf(c: C): string {
  const key = receiptKey.safeParse(c.req.param('key'))
  if (!key.success) throw notFound({ vi: 'hồ sơ với mã và khóa này', en: 'A dossier with this code and key' })
  return key.data
}

async function home(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(portalWords, ctx.lang)
  const facts = await homeFacts(ctx)
  return publicScreen(
    c,
    { title: t.homeTitle, description: t.homeDescription },
    <HomePage facts={facts} lang={ctx.lang} />,
  )
}

function trackPage(
  c: C,
  values: FormValues = {},
  errors: Record<string, string> = {},
  status: 200 | 404 | 422 | 429 = 200,
) {
  const { lang } = c.get('ctx')
  return publicScreen(
    c,
    { title: say(portalWords, lang).track, status },
    <TrackForm values={values} errors={errors} lang={lang} />,
  )
}

/** Code and digits stay out of addresses: they are posted, and answered with the address that holds the receipt's key. */
async function track(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const read = await readForm(c, trackForm)
  if (!read.ok) return trackPage(c, read.values, read.errors, 422)
  const found = await attempt(() => lookUp(ctx, read.value, c.get('address')))
  if (found.ok) return c.redirect(`/track/${read.value.code}/${found.value.key}`, 303)
  const { status, retryAfter } = found.refusal
  if (retryAfter) c.header('retry-after', String(retryAfter))
  return trackPage(c, read.values, refusalErrors(found.refusal, ctx.lang), status === 429 ? 429 : 404)
}

async function tracked(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const code = codeOf(c)
  const state = await publicState(ctx, code, { key: keyOf(c) })
  const reasons = await dueReasons(ctx, code)
  return publicScreen(c, { title: code }, <Tracked state={state} reasons={reasons} lang={ctx.lang} />)
}

/** A paper that cannot be verified is an answer too, in plain words. */
async function verify(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(portalWords, ctx.lang)
  const found = await attempt(() => verifiedState(ctx, codeOf(c), keyOf(c)))
  if (!found.ok && found.refusal.status !== 404) throw found.refusal
  return found.ok
    ? publicScreen(c, { title: t.verify }, <VerifiedPage verified={found.value} lang={ctx.lang} />)
    : publicScreen(c, { title: t.notGenuine, status: 404 }, <NotVerified lang={ctx.lang} />)
}

export function openDoors(house: House): void {
  const { see } = permissions
  house.page('get', '/', see, home)
  house.page('get', '/track', see, c => {
    const code = c.req.query('code')
    return trackPage(c, code ? { code: code.slice(0, 40) } : {})
  })
  house.page('post', '/track', see, track)
  house.page('get', '/track/:code/:key', see, tracked)
  house.page('get', '/track/:code/:key/receipt.pdf', see, async c =>
    sendPdf(c, await ownReceipt(c.get('ctx'), codeOf(c), { key: keyOf(c) })),
  )
  house.page('get', '/verify/:code/:key', see, verify)
}
