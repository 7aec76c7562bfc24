import { bodyFor, judgeUpload, paperUploads, sendUpload, storeUpload } from '#app/kernel/files/index.ts'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { say } from '#app/kernel/words.ts'
import { publicScreen } from '#app/ui/screen.tsx'
import { z } from 'zod'
import { dossierInput, dossiers } from '../../dossiers/index.ts'
import { ownFile, ownPaper, ownReceipt, ownSlips, sendPdf } from '../../papers/index.ts'
import { reasonForm } from '../input.ts'
import { permissions } from '../rules.ts'
import { myDossiers, ownState } from '../own.ts'
import { myDrafts } from '../views.ts'
import { portalWords } from '../words.ts'
import { FiledPage, mineHref, MyPage } from './my.tsx'
import { OnePage, SupplementPage, WithdrawPage } from './own-dossier.tsx'

/** The doors of one's own dossiers. */

/** Several papers may come at once; each is held to its own limit as well. */
const SUPPLEMENT_BODY = 3 * bodyFor(paperUploads)
/** States in which the applicant may take the dossier back (rules of the dossiers room). */
const WITHDRAWABLE = ['SUBMITTED', 'RECEIVED', 'PROCESSING', 'SUPPLEMENT_REQUESTED', 'FINANCIAL_OBLIGATION']

export function codeOf(c: C): string {
  const code = dossierInput.dossierCode.safeParse(c.req.param('code'))
  if (!code.success) throw notFound({ vi: 'hồ sơ này', en: 'This dossier' })
  return code.data
}

const proofOf = (c: C): { accountId: number } => ({ accountId: c.get('ctx').actor.accountId ?? 0 })

/** What was just done, said once on the page that follows. */
function said(c: C): string | null {
  const t = say(portalWords, c.get('ctx').lang)
  const sentences: Record<string, string> = {
    saved: t.saved,
    deleted: t.deleted,
    supplement: t.supplementDone,
    withdrawn: t.withdrawn,
  }
  return sentences[c.req.query('done') ?? ''] ?? null
}

async function my(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const [mine, drafts] = await Promise.all([myDossiers(ctx), myDrafts(ctx)])
  return publicScreen(
    c,
    { title: say(portalWords, ctx.lang).my },
    <MyPage dossiers={mine} drafts={drafts} said={said(c)} lang={ctx.lang} />,
  )
}

async function one(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const code = codeOf(c)
  const [state, slips] = await Promise.all([ownState(ctx, code), ownSlips(ctx, code, proofOf(c))])
  return publicScreen(
    c,
    { title: code },
    <OnePage
      state={state}
      slips={slips}
      said={said(c)}
      mayWithdraw={WITHDRAWABLE.includes(state.status)}
      lang={ctx.lang}
    />,
  )
}

/** A slip by its number: '2.pdf'. */
async function slip(c: C): Promise<Response> {
  const [, no] = /^(\d{1,4})\.pdf$/.exec(c.req.param('no') ?? '') ?? []
  if (!no) throw notFound({ vi: 'giấy này', en: 'This paper' })
  return await sendPdf(c, await ownPaper(c.get('ctx'), codeOf(c), Number(no), proofOf(c)))
}

async function file(c: C): Promise<Response> {
  const no = rowId.safeParse(c.req.param('no'))
  if (!no.success) throw notFound({ vi: 'giấy tờ này', en: 'This paper' })
  return await sendUpload(c, await ownFile(c.get('ctx'), { code: codeOf(c), no: no.data }, proofOf(c)))
}

async function showSupplement(c: C, errors: Record<string, string> = {}, status: 200 | 422 = 200): Promise<Response> {
  const { lang, idempotencyKey } = c.get('ctx')
  const state = await ownState(c.get('ctx'), codeOf(c))
  if (!state.supplement) return c.redirect(mineHref(state.code), 303)
  return publicScreen(
    c,
    { title: say(portalWords, lang).supplementAsk, status },
    <SupplementPage state={state} errors={errors} formKey={idempotencyKey ?? newFormKey()} lang={lang} />,
  )
}

async function sendSupplement(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(portalWords, ctx.lang)
  const code = codeOf(c)
  const read = await readForm(c, z.object({}))
  const { supplement } = await ownState(ctx, code)
  const chosen = (supplement?.items ?? []).flatMap((name, at) =>
    (read.files[`file${at}`] ?? []).slice(0, 1).map(upload => ({ name, field: `file${at}`, upload })),
  )
  if (chosen.length === 0) return await showSupplement(c, { file0: t.supplementNothing }, 422)
  // All are judged before one is kept.
  const errors: Record<string, string> = {}
  for (const { field, upload } of chosen) {
    const judged = await attempt(() => judgeUpload(upload, paperUploads))
    if (!judged.ok) errors[field] = judged.refusal.words[ctx.lang]
  }
  if (Object.keys(errors).length > 0) return await showSupplement(c, errors, 422)
  const done = await attempt(async () => {
    const papers = []
    for (const { name, upload } of chosen) {
      const stored = await storeUpload(ctx, upload, paperUploads)
      papers.push({ name, originals: 0, copies: 0, fileSha256: stored.sha256, fileName: stored.name })
    }
    await dossiers.sendSupplement(ctx, code, { papers })
  })
  if (done.ok) return c.redirect(`${mineHref(code)}?done=supplement`, 303)
  return await showSupplement(c, refusalErrors(done.refusal, ctx.lang), 422)
}

async function showWithdraw(c: C, values: FormValues = {}, errors: Record<string, string> = {}): Promise<Response> {
  const { lang, idempotencyKey } = c.get('ctx')
  const state = await ownState(c.get('ctx'), codeOf(c))
  return publicScreen(
    c,
    { title: say(portalWords, lang).withdraw, status: Object.keys(errors).length > 0 ? 422 : 200 },
    <WithdrawPage state={state} values={values} errors={errors} formKey={idempotencyKey ?? newFormKey()} lang={lang} />,
  )
}

async function withdraw(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const code = codeOf(c)
  const read = await readForm(c, reasonForm)
  if (!read.ok) return await showWithdraw(c, read.values, read.errors)
  const done = await attempt(() => dossiers.withdraw(ctx, code, read.value))
  if (done.ok) return c.redirect(`${mineHref(code)}?done=withdrawn`, 303)
  if (done.refusal.status === 404) throw done.refusal
  return await showWithdraw(c, read.values, refusalErrors(done.refusal, ctx.lang))
}

export function ownDoors(house: House): void {
  const { own } = permissions
  house.page('get', '/my', own, my)
  house.page('get', '/my/dossiers/:code', own, one)
  house.page('get', '/my/dossiers/:code/filed', own, async c => {
    const ctx = c.get('ctx')
    const state = await ownState(ctx, codeOf(c))
    return publicScreen(c, { title: say(portalWords, ctx.lang).filed }, <FiledPage state={state} lang={ctx.lang} />)
  })
  house.page('get', '/my/dossiers/:code/receipt.pdf', own, async c =>
    sendPdf(c, await ownReceipt(c.get('ctx'), codeOf(c), proofOf(c))),
  )
  house.page('get', '/my/dossiers/:code/slips/:no', own, slip)
  house.page('get', '/my/dossiers/:code/papers/:no/file', own, file)
  house.page('get', '/my/dossiers/:code/supplement', own, async c => await showSupplement(c))
  house.page('post', '/my/dossiers/:code/supplement', own, sendSupplement, { maxBody: SUPPLEMENT_BODY })
  house.page('get', '/my/dossiers/:code/withdraw', own, async c => await showWithdraw(c))
  house.page('post', '/my/dossiers/:code/withdraw', own, withdraw)
}
