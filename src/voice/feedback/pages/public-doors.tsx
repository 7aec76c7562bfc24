import { setCookie, getCookie } from 'hono/cookie'
import { attempt, newFormKey, readForm, refusalErrors, type FormValues } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse } from '#app/kernel/input.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { paperScreen, publicScreen } from '#app/ui/screen.tsx'
import { z } from 'zod'
import { withQuery } from '#app/kernel/http/query.ts'
import { feedbackNumber, informInput, lookUpInput, publishedQuery, sendInput } from '../input.ts'
import { publicPaces as paces } from '../pace.ts'
import { formView, publishedList, publishedOne, trackView } from '../public.ts'
import { lookUpPermission, publicPermission, sendPermission } from '../rules.ts'
import { giveInfo, sendFeedback, vote } from '../service.ts'
import { FeedbackCheck, FeedbackForm } from './form.tsx'
import { PublishedList, PublishedPage } from './published.tsx'
import { LookUp, Receipt, ReceiptPaper, Track, trackHref } from './track.tsx'
import { spoken } from './public-words.ts'

const VOTER_COOKIE = 'mc_voter'

/** The public's screens of feedback; none of them needs JavaScript. */
export function publicFeedbackDoors(house: House): void {
  sendingDoors(house)
  trackingDoors(house)
  publishedDoors(house)
}

function sendingDoors(house: House): void {
  const form = async (c: C, values: FormValues, errors: Record<string, string>, status: 200 | 409 | 422 = 200) => {
    const ctx = c.get('ctx')
    const view = await formView(ctx)
    const formKey = ctx.idempotencyKey ?? newFormKey()
    const title = spoken(ctx.lang).formTitle
    return publicScreen(
      c,
      { title, status, description: spoken(ctx.lang).formLead },
      <FeedbackForm view={view} values={values} errors={errors} formKey={formKey} lang={ctx.lang} />,
    )
  }
  house.page('get', '/feedback', sendPermission, async c => {
    const { dossier = '', procedure = '', agency = '' } = c.req.query()
    return await form(c, { dossierCode: dossier, procedureCode: procedure, agencyId: agency }, {})
  })
  house.page('post', '/feedback/edit', sendPermission, async c => {
    const read = await readForm(c, sendInput)
    return await form(c, read.values, {})
  })
  house.page('post', '/feedback/check', sendPermission, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, sendInput)
    if (!read.ok) return await form(c, read.values, read.errors, 422)
    const view = await formView(ctx)
    const agency = view.addressees.find(one => one.id === read.value.agencyId)?.name ?? ''
    return publicScreen(
      c,
      { title: spoken(ctx.lang).reviewTitle },
      <FeedbackCheck
        input={read.value}
        values={read.values}
        agency={agency}
        formKey={ctx.idempotencyKey ?? newFormKey()}
        lang={ctx.lang}
      />,
    )
  })
  house.page('post', '/feedback', sendPermission, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, sendInput)
    if (!read.ok) return await form(c, read.values, read.errors, 422)
    await paces.send(c)
    const sent = await attempt(() => sendFeedback(ctx, read.value))
    if (sent.ok) return c.redirect(`/feedback/receipt/${sent.value.number}?secret=${sent.value.secret}`, 303)
    return await form(c, read.values, refusalErrors(sent.refusal, ctx.lang), sent.refusal.status === 409 ? 409 : 422)
  })
}

function trackingDoors(house: House): void {
  /** Number from the path, secret from the query: both or nothing. */
  const mine = async (c: C) => {
    await paces.lookUp(c)
    const asked = lookUpInput.safeParse({ number: c.req.param('number'), secret: c.req.query('secret') })
    if (!asked.success)
      throw notFound({ vi: 'phản ánh với số và mã tra cứu này', en: 'Feedback with this number and code' })
    return { view: await trackView(c.get('ctx'), asked.data), secret: asked.data.secret, lang: c.get('ctx').lang }
  }
  house.page('get', '/feedback/receipt/:number', lookUpPermission, async c => {
    const shown = await mine(c)
    return publicScreen(c, { title: spoken(shown.lang).receiptTitle }, <Receipt {...shown} />)
  })
  house.page('get', '/feedback/receipt/:number/print', lookUpPermission, async c => {
    const shown = await mine(c)
    const { limits } = await formView(c.get('ctx'))
    return paperScreen(
      c,
      { title: shown.view.number },
      <ReceiptPaper {...shown} days={limits.days.handle} publicUrl={c.get('ctx').publicUrl} />,
    )
  })
  const lookUp = (
    c: C,
    values: Record<string, string>,
    errors: Record<string, string>,
    status: 200 | 404 | 422 = 200,
  ) => {
    const { lang } = c.get('ctx')
    const title = spoken(lang).trackTitle
    return publicScreen(c, { title, status }, <LookUp values={values} errors={errors} lang={lang} />)
  }
  house.page('get', '/feedback/track', lookUpPermission, c => lookUp(c, { number: c.req.query('number') ?? '' }, {}))
  house.page('post', '/feedback/track', lookUpPermission, async c => {
    await paces.lookUp(c)
    const ctx = c.get('ctx')
    const read = await readForm(c, lookUpInput)
    const typed = { number: String(read.values['number'] ?? ''), secret: '' }
    if (!read.ok) return lookUp(c, typed, read.errors, 422)
    const found = await attempt(() => trackView(ctx, read.value))
    if (!found.ok) return lookUp(c, typed, refusalErrors(found.refusal, ctx.lang), 404)
    return c.redirect(trackHref(found.value.number, read.value.secret), 303)
  })
  house.page('get', '/feedback/track/:number', lookUpPermission, async c => {
    const shown = await mine(c)
    const done = c.req.query('done') === '1'
    return publicScreen(
      c,
      { title: shown.view.number },
      <Track {...shown} values={{}} errors={{}} formKey={newFormKey()} done={done} />,
    )
  })
  house.page('post', '/feedback/track/:number/info', lookUpPermission, async c => {
    const ctx = c.get('ctx')
    await paces.lookUp(c)
    const number = c.req.param('number') ?? ''
    const read = await readForm(c, informInput.omit({ number: true }))
    const secret = String(read.values['secret'] ?? '')
    const key = parse(lookUpInput, { number, secret })
    const given = read.ok ? await attempt(() => giveInfo(ctx, { ...read.value, number: key.number })) : null
    if (given?.ok) return c.redirect(`${trackHref(key.number, key.secret)}&done=1`, 303)
    const errors = given ? refusalErrors(given.refusal, ctx.lang) : read.ok ? {} : read.errors
    const view = await trackView(ctx, key)
    return publicScreen(
      c,
      { title: view.number, status: given?.refusal.status === 409 ? 409 : 422 },
      <Track
        view={view}
        secret={key.secret}
        lang={ctx.lang}
        values={{ text: String(read.values['text'] ?? '') }}
        errors={errors}
        formKey={newFormKey()}
        done={false}
      />,
    )
  })
}

function publishedDoors(house: House): void {
  house.page('get', '/feedback/published', publicPermission, async c => {
    const ctx = c.get('ctx')
    const query = parse(publishedQuery, c.req.query())
    const [page, view] = [await publishedList(ctx, query), await formView(ctx)]
    const href = (after?: string): string => withQuery('/feedback/published', { ...c.req.query(), after })
    return publicScreen(
      c,
      { title: spoken(ctx.lang).publishedTitle, description: spoken(ctx.lang).publishedLead },
      <PublishedList
        items={page.items}
        query={query}
        addressees={view.addressees}
        firstHref={query.after ? href() : undefined}
        nextHref={page.next ? href(page.next) : undefined}
        lang={ctx.lang}
      />,
    )
  })
  const one = async (c: C, errors: Record<string, string>, status: 200 | 409 | 422 = 200) => {
    const ctx = c.get('ctx')
    const number = feedbackNumber.safeParse(c.req.param('number'))
    const view = await publishedOne(ctx, number.success ? number.data : '')
    const done = c.req.query('done') === '1'
    return publicScreen(
      c,
      { title: view.subject, status },
      <PublishedPage view={view} errors={errors} done={done} lang={ctx.lang} />,
    )
  }
  house.page('get', '/feedback/published/:number', publicPermission, async c => await one(c, {}))
  house.page('post', '/feedback/published/:number/vote', publicPermission, async c => {
    await paces.vote(c)
    const ctx = c.get('ctx')
    const read = await readForm(c, z.object({ liked: z.enum(['yes', 'no']) }))
    if (!read.ok) return await one(c, read.errors, 422)
    const number = parse(feedbackNumber, c.req.param('number'))
    const voter = voterOf(c)
    const voted = await attempt(() => vote(ctx, { number, liked: read.value.liked === 'yes', voter }))
    if (voted.ok) return c.redirect(`/feedback/published/${number}?done=1`, 303)
    return await one(c, refusalErrors(voted.refusal, ctx.lang), voted.refusal.status === 409 ? 409 : 422)
  })
}

/** A random number of this browser's own, kept for a year: it tells a second vote, and nothing about anybody. */
function voterOf(c: C): string {
  const known = getCookie(c, VOTER_COOKIE)
  if (known && /^[0-9a-f]{32}$/.test(known)) return known
  const voter = Buffer.from(c.get('ctx').random(16)).toString('hex')
  setCookie(c, VOTER_COOKIE, voter, {
    path: '/feedback/published',
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.get('ctx').publicUrl.startsWith('https:'),
    maxAge: 365 * 86_400,
  })
  return voter
}
