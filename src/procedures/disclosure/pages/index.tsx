import { sendSheet } from '#app/kernel/http/sheet.ts'
import { z } from 'zod'
import { bodyFor, sendUpload, storeUpload } from '#app/kernel/files/index.ts'
import { attempt, type FormRead, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Notice } from '#app/ui/index.ts'
import { officerScreen, paperScreen } from '#app/ui/screen.tsx'
import { procedureCode } from '#app/kernel/codes.ts'
import { agencyKey, allPlaces } from '../duty.ts'
import { matrixSheet } from '../export.ts'
import { addPlaceInput, matrixQuery, recordInput, withdrawInput } from '../input.ts'
import { matrix, openCells } from '../matrix.ts'
import { noEvidence } from '../refusals.ts'
import { mayRecord, permissions } from '../rules.ts'
import { addPlace, endPlace, recordEvidence, withdrawEvidence } from '../service.ts'
import { photoUploads } from '../uploads.ts'
import { evidenceById, handled, procedureDisclosure } from '../views.ts'
import { disclosureWords } from '../words.ts'
import { matrixHref, procedureHref, recordHref } from './addresses.ts'
import { RecordForm, WithdrawForm } from './forms.tsx'
import { MatrixPage } from './matrix.tsx'
import { PlacesPage } from './places.tsx'
import { ProcedurePage } from './procedure.tsx'
import { PostingList } from './sheet.tsx'

/** Disclosure: officers see and record what their agency posts, the control unit sees all. */
export function disclosureDoors(house: House): void {
  house.nav.push({
    section: 'procedures',
    order: 40,
    href: '/disclosure',
    label: { vi: disclosureWords.vi.title, en: disclosureWords.en.title },
    permission: permissions.look,
    count: async ctx => {
      const n = await openCells(ctx)
      return n === null ? null : { n, hot: false }
    },
  })
  matrixDoors(house)
  recordDoors(house)
  placeDoors(house)
  evidenceDoors(house)
  house.page('get', '/disclosure/:code', permissions.look, async c => {
    const ctx = c.get('ctx')
    const code = parse(procedureCode, c.req.param('code'))
    const view = await procedureDisclosure(ctx, code, c.req.query('agency') || undefined)
    return await officerScreen(
      c,
      { title: view.name },
      <ProcedurePage view={view} done={c.req.query('done')} lang={ctx.lang} />,
    )
  })
}

function matrixDoors(house: House): void {
  house.page('get', '/disclosure', permissions.look, async c => {
    const ctx = c.get('ctx')
    const w = say(disclosureWords, ctx.lang)
    const query = parse(matrixQuery, c.req.query())
    const view = await matrix(ctx, query)
    const done = parse(z.coerce.number().int().min(1).max(500).optional(), c.req.query('recorded'))
    return await officerScreen(
      c,
      { title: w.title },
      <>
        {done !== undefined && <Notice tone="ok" live title={w.recorded(done)} />}
        <MatrixPage
          view={view}
          query={query}
          mayRecord={view.agency !== null && mayRecord(ctx.actor, view.agency.id)}
          mayKeepPlaces={may(ctx.actor, permissions.places)}
          lang={ctx.lang}
        />
      </>,
    )
  })
  house.page('get', '/disclosure/export.xlsx', permissions.look, async c => {
    const ctx = c.get('ctx')
    const bytes = await matrixSheet(ctx, parse(matrixQuery, c.req.query()))
    return sendSheet(c, `disclosure-${dayOf(ctx.now)}`, bytes)
  })
  // Ticked rows come as a form; what follows only shows something, so it is an address of its own.
  house.page('post', '/disclosure/chosen', permissions.look, async c => {
    const read = await readForm(c, chosenForm)
    if (!read.ok) return c.redirect('/disclosure', 303)
    const { agency, codes, go } = read.value
    if (codes.length === 0) return c.redirect(matrixHref({ agency }), 303)
    const print = `/disclosure/posting?${new URLSearchParams({ agency, codes: codes.join(',') })}`
    return c.redirect(go === 'print' ? print : recordHref(agency, codes), 303)
  })
  house.page('get', '/disclosure/posting', permissions.look, async c => {
    const ctx = c.get('ctx')
    const { agency, codes } = parse(choice, c.req.query())
    const of = await handled(ctx, agency)
    const procedures = codes.length > 0 ? of.procedures.filter(one => codes.includes(one.code)) : of.procedures
    return paperScreen(
      c,
      { title: say(disclosureWords, ctx.lang).sheetTitle },
      <PostingList
        agency={of.agency.name}
        procedures={procedures}
        publicUrl={ctx.publicUrl}
        day={dayOf(ctx.now)}
        lang={ctx.lang}
      />,
    )
  })
}

const agencyText = z.string().regex(/^[A-Z0-9.]{1,20}$/)
const chosenForm = z.object({
  agency: agencyText,
  codes: z.array(procedureCode).max(500).default([]),
  go: z.enum(['record', 'print']).default('record'),
})
const choice = z.object({
  agency: agencyText,
  codes: z
    .string()
    .max(20_000)
    .default('')
    .transform(text => text.split(',').filter(one => one !== ''))
    .pipe(z.array(procedureCode).max(500)),
  place: z.string().max(30).default(''),
})

const recordForm = recordInput.omit({ agencyId: true, file: true, versionNo: true }).extend({ agency: agencyText })

function recordDoors(house: House): void {
  house.page('get', '/disclosure/record', permissions.record, async c => {
    const { agency, codes, place } = parse(choice, c.req.query())
    const day = dayOf(c.get('ctx').now)
    return await recordScreen(c, agency, { 'codes[]': codes, place, day })
  })
  house.page('post', '/disclosure/record', permissions.record, postRecord, { maxBody: bodyFor(photoUploads) })
}

async function postRecord(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const read = await readForm(c, recordForm)
  if (!read.ok) return await recordScreen(c, agencyOf(read.values), read.values, read.errors)
  const { agency, ...rest } = read.value
  const { agency: node } = await handled(ctx, agency)
  const done = await attempt(async () => {
    const file = await photoOf(c, read)
    return await recordEvidence(ctx, { ...rest, agencyId: node.id, ...(file ? { file } : {}) })
  })
  if (!done.ok) return await recordScreen(c, agency, read.values, refusalErrors(done.refusal, ctx.lang))
  const back = new URLSearchParams({ agency: agencyKey(node), recorded: String(done.value.evidenceIds.length) })
  return c.redirect(`/disclosure?${back}`, 303)
}

const agencyOf = (values: FormValues): string => parse(agencyText, values['agency'])

async function photoOf(c: C, read: FormRead<unknown>): Promise<{ sha256: string; name: string } | null> {
  const [file] = read.files['file'] ?? []
  if (!file) return null
  const { sha256, name } = await storeUpload(c.get('ctx'), file, photoUploads)
  return { sha256, name }
}

async function recordScreen(
  c: C,
  agency: string,
  values: FormValues,
  errors?: Record<string, string>,
): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(disclosureWords, ctx.lang)
  const shown = errors && 'codes' in errors && !values['codes[]'] ? { ...errors, codes: w.noneChosen } : errors
  return await officerScreen(
    c,
    { title: w.recordTitle, status: errors ? 422 : 200 },
    <RecordForm
      of={await handled(ctx, agency)}
      today={dayOf(ctx.now)}
      values={values}
      errors={shown}
      formKey={newFormKey()}
      lang={ctx.lang}
    />,
  )
}

const withdrawForm = withdrawInput.omit({ evidenceId: true })

function evidenceDoors(house: House): void {
  const idOf = (c: C): number => parse(rowId, c.req.param('id'))
  const screen = async (c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> => {
    const { lang } = c.get('ctx')
    const one = await evidenceById(c.get('ctx'), idOf(c))
    return await officerScreen(
      c,
      { title: say(disclosureWords, lang).withdrawTitle, status: errors ? 422 : 200 },
      <WithdrawForm one={one} values={values} errors={errors} formKey={newFormKey()} lang={lang} />,
    )
  }
  house.page('get', '/disclosure/evidence/:id/file', permissions.look, async c => {
    const { fileSha256, fileName } = await evidenceById(c.get('ctx'), idOf(c))
    if (fileSha256 === null || fileName === null) throw noEvidence()
    return await sendUpload(c, { sha256: fileSha256, name: fileName })
  })
  house.page('get', '/disclosure/evidence/:id/withdraw', permissions.record, async c => await screen(c, {}))
  house.page('post', '/disclosure/evidence/:id/withdraw', permissions.record, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, withdrawForm)
    if (!read.ok) return await screen(c, read.values, read.errors)
    const done = await attempt(() => withdrawEvidence(ctx, { ...read.value, evidenceId: idOf(c) }))
    if (!done.ok) return await screen(c, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect(`${procedureHref(done.value.code)}?done=withdrawn`, 303)
  })
}

function placeDoors(house: House): void {
  const screen = async (c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> => {
    const ctx = c.get('ctx')
    const today = dayOf(ctx.now)
    return await officerScreen(
      c,
      { title: say(disclosureWords, ctx.lang).placesTitle, status: errors ? 422 : 200 },
      <PlacesPage
        places={await allPlaces(ctx.db, today)}
        today={today}
        saved={c.req.query('saved') !== undefined}
        values={values}
        errors={errors}
        formKey={newFormKey()}
        lang={ctx.lang}
      />,
    )
  }
  house.page('get', '/disclosure/places', permissions.places, async c =>
    screen(c, { from: dayOf(c.get('ctx').now), proof: 'ANY' }),
  )
  house.page('post', '/disclosure/places', permissions.places, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, addPlaceInput)
    if (!read.ok) return await screen(c, read.values, read.errors)
    const done = await attempt(() => addPlace(ctx, read.value))
    if (!done.ok) return await screen(c, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect('/disclosure/places?saved', 303)
  })
  house.page('post', '/disclosure/places/:id/end', permissions.places, async c => {
    const ctx = c.get('ctx')
    await readForm(c, z.object({}))
    await endPlace(ctx, { placeId: parse(rowId, c.req.param('id')), on: dayOf(ctx.now) })
    return c.redirect('/disclosure/places?saved', 303)
  })
}
