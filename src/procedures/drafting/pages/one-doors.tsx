import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { notFound, type Refusal } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { officerScreen, paperScreen } from '#app/ui/screen.tsx'
import { adoptDraft, appraise, requestAppraisal, reviseDraft } from '../appraisal.ts'
import { closeRound, openRound } from '../asking.ts'
import { declareParts } from '../assessing.ts'
import {
  adoptInput,
  answerInput,
  appraiseInput,
  closeRoundInput,
  declareInput,
  editInput,
  newTextInput,
  openRoundInput,
  pasteInput,
  removeArticleInput,
  requestAppraisalInput,
  reviseInput,
  saveArticleInput,
  tagInput,
  untagInput,
  withdrawInput,
} from '../input.ts'
import { answerOpinion } from '../opinions.ts'
import { draftView } from '../page.ts'
import { readPermission, writePermission } from '../rules.ts'
import { editDraft, unknownDraft, withdrawDraft } from '../service.ts'
import { tagArticle, untagArticle } from '../tagging.ts'
import { beginText, pasteText, removeArticle, saveArticle } from '../texts.ts'
import { type DraftTab, draftTabs, OnePage, tabHref } from './one.tsx'
import { linesOf, type Tried } from './parts.tsx'
import { AnswersPaper } from './print.tsx'
import { idOf } from './public-doors.tsx'

/** One draft: its tabs, and the verbs whose forms stand on them. */
export function oneDoors(house: House): void {
  house.page('get', '/drafting/:id', readPermission, async c => await tab(c, 'text', null))
  house.page('get', '/drafting/:id/:tab', readPermission, async c => {
    const asked = draftTabs.find(one => one === c.req.param('tab'))
    if (!asked) throw notFound(unknownDraft)
    return await tab(c, asked, null)
  })
  house.page('get', '/drafting/:id/print/answers', readPermission, async c => {
    const ctx = c.get('ctx')
    const view = await draftView(ctx, idOf(c))
    return paperScreen(
      c,
      { title: view.row.title },
      <AnswersPaper view={view} today={dayOf(ctx.now)} lang={ctx.lang} />,
    )
  })

  const verb = verbs(house)
  verb('edit', 'text', 'edit', editInput, editDraft)
  verb('withdraw', 'text', 'withdraw', withdrawInput, withdrawDraft)
  verb('text', 'text', 'text', pasteInput, pasteText)
  verb('new-text', 'text', 'new-text', newTextInput, beginText)
  verb('articles', 'articles', 'article', saveArticleInput, saveArticle)
  verb('articles/remove', 'articles', 'remove', removeArticleInput, removeArticle)
  verb('tag', 'articles', 'tag', tagInput, tagArticle)
  verb('untag', 'articles', 'untag', untagInput, untagArticle)
  verb('rounds', 'opinions', 'round', roundForm, openRound)
  verb('request-appraisal', 'finish', 'request-appraisal', requestAppraisalInput, requestAppraisal)
  verb('appraise', 'finish', 'appraise', appraiseInput, appraise)
  verb('revise', 'finish', 'revise', reviseInput, reviseDraft)
  verb('adopt', 'finish', 'adopt', adoptInput, adoptDraft)
  verb('declare/:of', 'assessments', 'declare', declareForm, declareParts, 'affectedId')
  verb('rounds/:of/close', 'opinions', 'close', closeRoundInput, closeRound, 'roundId')
  verb('opinions/:of/answer', 'answers', 'answer', answerInput, answerOpinion, 'opinionId')
}

/** Forms say lists as lines of a text. */
const lines = z.preprocess(value => linesOf(value) ?? [], declareInput.shape.forms)
const declareForm = z.object({ ...declareInput.shape, forms: lines, requirements: lines })
const roundForm = z.object({
  ...openRoundInput.shape,
  others: z.preprocess(value => linesOf(value) ?? [], openRoundInput.shape.others),
})

type Status = 200 | 403 | 409 | 422

export const statusOf = (refusal: Refusal): Exclude<Status, 200> =>
  refusal.status === 403 || refusal.status === 409 ? refusal.status : 422

async function tab(c: C, which: DraftTab, tried: Tried | null, status: Status = 200): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await draftView(ctx, idOf(c))
  return await officerScreen(
    c,
    { title: view.row.title, status },
    <OnePage
      view={view}
      tab={which}
      tried={tried}
      saved={tried === null && c.req.query('saved') === '1'}
      formKey={newFormKey()}
      lang={ctx.lang}
    />,
  )
}

/** What is wrong with a form as a whole is said on top; a list of missing things has no field to lead to. */
export function errorsOf(ctx: Ctx, refusal: Refusal): Record<string, string> {
  return refusal.code === 'NOT_READY' ? { _: refusal.words[ctx.lang] } : refusalErrors(refusal, ctx.lang)
}

/** A verb's target: back to its tab when done, the same tab with words when refused. `of`: what the address names too. */
function verbs(house: House) {
  return <S extends z.ZodObject>(
    path: string,
    on: DraftTab,
    form: string,
    schema: S,
    run: (ctx: Ctx, input: z.output<S>) => Promise<unknown>,
    of?: string,
  ): void => {
    house.page('post', `/drafting/:id/${path}`, writePermission, async c => {
      const ctx = c.get('ctx')
      const draftId = idOf(c)
      const ids = of ? { draftId, [of]: idOf(c, 'of') } : { draftId }
      const name = of ? `${form}-${c.req.param('of')}` : form
      const read = await readForm(
        c,
        z.preprocess(typed => ({ ...(typed as object), ...ids }), schema),
      )
      if (!read.ok) return await tab(c, on, { form: name, values: read.values, errors: read.errors }, 422)
      const done = await attempt(() => run(ctx, read.value))
      if (done.ok) return c.redirect(`${tabHref(draftId, on)}?saved=1`, 303)
      if (done.refusal.status === 404) throw done.refusal
      const tried = { form: name, values: read.values, errors: errorsOf(ctx, done.refusal) }
      return await tab(c, on, tried, statusOf(done.refusal))
    })
  }
}
