import { z } from 'zod'
import { attempt, type FormValues, newFormKey, readForm } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { line, paragraphs } from '#app/kernel/input.ts'
import { notFound, type Refusal } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { officerScreen, paperScreen } from '#app/ui/screen.tsx'
import type { Affected, AssessmentRow } from '../affected.ts'
import { reopenAssessment, saveAnswers, signAssessment } from '../assessing.ts'
import { articleNo, answersInput, opinionsInput } from '../input.ts'
import { giveOpinions } from '../opinions.ts'
import { type DraftView, draftView } from '../page.ts'
import { type About, type Part, questionnaireVersion, skippedGroups } from '../questionnaire.ts'
import { articlesOf } from '../record.ts'
import { readPermission, stances, writePermission } from '../rules.ts'
import { AssessmentPage } from './assessment.tsx'
import { GivePage } from './give.tsx'
import { errorsOf, statusOf } from './one-doors.tsx'
import { AssessmentPaper } from './print.tsx'
import { idOf } from './public-doors.tsx'
import { pageWords } from './words.ts'

/** Pages below one draft: a questionnaire, an answer to a request. */
export function deepDoors(house: House): void {
  assessmentDoors(house)
  opinionDoors(house)
}

type Status = 200 | 403 | 409 | 422

interface Found {
  view: DraftView
  of: Affected
  one: AssessmentRow
}

async function found(c: C): Promise<Found> {
  const view = await draftView(c.get('ctx'), idOf(c))
  const id = idOf(c, 'of')
  for (const of of view.affected) {
    const one = of.assessments.find(each => each.id === id)
    if (one) return { view, of, one }
  }
  throw notFound({ vi: 'bản đánh giá này', en: 'This assessment' })
}

function assessmentDoors(house: House): void {
  const page = async (c: C, values: FormValues, errors: Record<string, string>, status: Status = 200) => {
    const { lang } = c.get('ctx')
    const at = await found(c)
    return await officerScreen(
      c,
      { title: at.one.subject || at.of.name, status },
      <AssessmentPage
        {...at}
        values={values}
        errors={errors}
        saved={status === 200 && c.req.query('saved') === '1'}
        formKey={newFormKey()}
        lang={lang}
      />,
    )
  }
  const back = (c: C): string => `/drafting/${idOf(c)}/assessments/${idOf(c, 'of')}`
  const refused = async (c: C, values: FormValues, refusal: Refusal): Promise<Response> => {
    if (refusal.status === 404) throw refusal
    return await page(c, values, errorsOf(c.get('ctx'), refusal), statusOf(refusal))
  }

  house.page('get', '/drafting/:id/assessments/:of', readPermission, async c => await page(c, {}, {}))
  house.page('get', '/drafting/:id/print/assessments/:of', readPermission, async c => {
    const ctx = c.get('ctx')
    const at = await found(c)
    return paperScreen(
      c,
      { title: at.one.subject || at.of.name },
      <AssessmentPaper {...at} today={dayOf(ctx.now)} lang={ctx.lang} />,
    )
  })
  house.page('post', '/drafting/:id/assessments/:of', writePermission, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, z.object({ version: answersInput.shape.version, answers: z.unknown() }))
    if (!read.ok) return await page(c, read.values, read.errors, 422)
    const at = await found(c)
    const answers = answersInput.shape.answers.safeParse(shownAnswers(at, read.value.answers))
    if (!answers.success) return await page(c, read.values, { _: pageWords[ctx.lang].incomplete }, 422)
    const input = { draftId: idOf(c), assessmentId: at.one.id, version: read.value.version, answers: answers.data }
    const done = await attempt(() => saveAnswers(ctx, input))
    return done.ok ? c.redirect(`${back(c)}?saved=1`, 303) : await refused(c, read.values, done.refusal)
  })
  for (const [path, run] of [
    ['sign', signAssessment],
    ['reopen', reopenAssessment],
  ] as const) {
    house.page('post', `/drafting/:id/assessments/:of/${path}`, writePermission, async c => {
      const read = await readForm(c, z.object({ version: answersInput.shape.version }))
      const version = read.ok ? read.value.version : undefined
      const done = await attempt(() => run(c.get('ctx'), { draftId: idOf(c), assessmentId: idOf(c, 'of'), version }))
      return done.ok ? c.redirect(`/drafting/${idOf(c)}/assessments?saved=1`, 303) : await refused(c, {}, done.refusal)
    })
  }
}

/**
 * What the form says of every part it showed: an empty field takes an answer back, groups it did not show keep theirs. Money
 * loses the dots people write it with.
 */
function shownAnswers({ of, one }: Found, sent: unknown): Record<string, unknown> {
  const given = typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {}
  const about: About = { form: one.form, change: of.change }
  const skipped = skippedGroups(about, one.answers)
  const shown = questionnaireVersion(one.questionnaire)
    .forms[one.form].questions.filter(question => !skipped.includes(question.group))
    .flatMap(question => question.parts)
  return Object.fromEntries(shown.map(part => [part.key, sentAnswer(part, given[part.key])]))
}

function sentAnswer(part: Part, value: unknown): unknown {
  if (part.kind === 'MANY') return value === undefined ? [] : [value].flat()
  if (part.kind === 'MONEY' && typeof value === 'string') return value.replaceAll(/[.\s]/g, '')
  return value ?? ''
}

function opinionDoors(house: House): void {
  const page = async (c: C, values: FormValues, errors: Record<string, string>, status: Status = 200) => {
    const ctx = c.get('ctx')
    const view = await draftView(ctx, idOf(c))
    const id = idOf(c, 'of')
    const round = view.rounds.find(one => one.requests.some(each => each.id === id))
    const request = round?.requests.find(one => one.id === id)
    if (!round || !request) throw notFound({ vi: 'yêu cầu góp ý này', en: 'This request' })
    const articles = await articlesOf(ctx.db, view.id, round.textNo)
    return await officerScreen(
      c,
      { title: view.row.title, status },
      <GivePage
        view={view}
        round={round}
        request={request}
        articles={articles}
        values={values}
        errors={errors}
        formKey={newFormKey()}
        lang={ctx.lang}
      />,
    )
  }
  house.page('get', '/drafting/:id/requests/:of', readPermission, async c => await page(c, {}, {}))
  house.page('post', '/drafting/:id/requests/:of', writePermission, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, opinionForm)
    if (!read.ok) return await page(c, read.values, read.errors, 422)
    const { stance, body, ...rest } = read.value
    const numbers = [...new Set([...Object.keys(stance), ...Object.keys(body)])]
    const opinions = numbers.flatMap(no => {
      const text = body[no] ?? ''
      // Words without a choice are a comment.
      const chosen = stance[no] ?? (text ? 'COMMENT' : undefined)
      return chosen ? [{ ...(no === 'all' ? {} : { articleNo: no }), stance: chosen, body: text }] : []
    })
    if (opinions.length === 0) return await page(c, read.values, { _: pageWords[ctx.lang].nothingGiven }, 422)
    const done = await attempt(() =>
      giveOpinions(ctx, { ...rest, draftId: idOf(c), requestId: idOf(c, 'of'), opinions }),
    )
    if (done.ok) return c.redirect(`/drafting/${idOf(c)}/opinions?saved=1`, 303)
    if (done.refusal.status === 404) throw done.refusal
    return await page(c, read.values, errorsOf(ctx, done.refusal), statusOf(done.refusal))
  })
}

const place = z.union([z.literal('all'), articleNo])
const opinionForm = z.object({
  version: opinionsInput.shape.version,
  documentNo: line(60, 1).optional(),
  stance: z.partialRecord(place, z.enum(stances)).default({}),
  body: z.partialRecord(place, paragraphs(8_000)).default({}),
})
