import type { Ctx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type Affected, affectedOf } from './affected.ts'
import type { Article } from './articles.ts'
import { type DaysInForce, daysOn } from './clock.ts'
import { mayAnswerRequest } from './opinions.ts'
import { readinessOf } from './readiness.ts'
import { addressees, articlesOf, type DraftRow, factsOf, homeOf, readDraft, type TextRow, textsOf } from './record.ts'
import { type OpinionRow, opinionsOf, type RequestRow, type RoundRow, roundsOf } from './rounds.ts'
import {
  abilities,
  type DraftAction,
  type Missing,
  missingForAppraisal,
  type RequestTiming,
  requestTiming,
} from './rules.ts'
import { unknownDraft } from './service.ts'
import { type StoryLine, storyOf } from './story.ts'

/** One draft with everything its pages show. */

export interface RequestView extends RequestRow {
  timing: RequestTiming
  /** Whether the reader may answer it now. */
  mine: boolean
}
export interface RoundView extends Omit<RoundRow, 'requests'> {
  requests: RequestView[]
}

export interface DraftView {
  id: number
  row: DraftRow
  agency: string
  appraiser: string
  texts: TextRow[]
  /** Whether the text being worked on was given to others and so stays as it is. */
  sealed: boolean
  articles: Article[]
  affected: Affected[]
  rounds: RoundView[]
  opinions: OpinionRow[]
  missing: Missing[]
  can: Record<DraftAction, boolean>
  days: DaysInForce
  addressees: { id: number; name: string; kind: string }[]
  story: StoryLine[]
}

/** @throws Refusal NOT_FOUND */
export async function draftView(ctx: Ctx, id: number): Promise<DraftView> {
  const { db } = ctx
  const row = await readDraft(db, id)
  if (!row) throw notFound(unknownDraft)
  const tree = await agencyTree(db, dayOf(ctx.now))
  const home = homeOf(tree, ctx.actor)
  const [texts, articles, affected, rounds, opinions, readiness, days, story] = [
    await textsOf(db, id),
    await articlesOf(db, id, row.text_no),
    await affectedOf(db, id, row.text_no),
    await roundsOf(db, id),
    await opinionsOf(db, id),
    await readinessOf(db, row),
    await daysOn(db, dayOf(ctx.now)),
    await storyOf(db, row),
  ]
  const can = abilities(factsOf(row), ctx.actor, home)
  return {
    id,
    row,
    agency: tree.get(row.agency_id)?.name ?? '',
    appraiser: row.appraiser_id === null ? '' : (tree.get(row.appraiser_id)?.name ?? ''),
    texts,
    sealed: texts.some(one => one.no === row.text_no && one.sealedAt !== null),
    articles,
    affected,
    rounds: rounds.map(round => ({
      ...round,
      requests: round.requests.map(one => ({
        ...one,
        timing: requestTiming({ ...one, closedAt: round.closedAt }, ctx.now),
        mine:
          can.opine &&
          round.closedAt === null &&
          one.answeredAt === null &&
          mayAnswerRequest({ row, tree, home }, ctx.actor, round, one),
      })),
    })),
    opinions,
    missing: missingForAppraisal(readiness),
    can,
    days,
    addressees: addressees(tree),
    story,
  }
}
