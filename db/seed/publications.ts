import type { Ctx } from '#app/kernel/context.ts'
import { addDays, dayOf } from '#app/kernel/text.ts'
import { draftVersion } from '#app/procedures/catalogue/service.ts'
import { procedureForIntake, type ProcedureContent } from '#app/procedures/catalogue/index.ts'
import {
  fromDraft,
  numberDecision,
  openProposal,
  publishProposal,
  setItem,
  signProposal,
  skipNumbers,
  submitProposal,
} from '#app/procedures/publication/service.ts'
import { proposalPage } from '#app/procedures/publication/views.ts'
import { stageOf } from './drafts.ts'

/**
 * Two publications of the demo, done by the verbs: one of the adopted text, from the list to the public, in force on the day its
 * text takes effect; one under way, with what it still lacks.
 */

/** Log-ins of organisation.json. */
const CONTROL = 'lien.pham'
const DIRECTOR = 'manh.do'
const DEPUTY = 'vinh.ta'
const AMENDED = '2.002288'
/** A code nobody was given. */
const NEW = '5.000201'
/** Numbers of the year that other decisions of the province used. */
const USED_ELSEWHERE = 2_507

/** @param draftId  the adopted text, whose procedures are published */
export async function seedPublications(ctx: Ctx, draftId: number): Promise<{ published: number; underWay: number }> {
  const { on } = await stageOf(ctx)
  const { proposalId: published } = await fromDraft(await on(DIRECTOR, 7), { draftId, kind: 'FULL' })
  const begun = await proposalPage(await on(CONTROL, 7), published)
  await draftContents(await on(CONTROL, 6), begun.items.find(item => item.change === 'NEW')?.name ?? '', begun)
  for (const { no, change, name, code, basis } of begun.items) {
    await setItem(await on(DIRECTOR, 6, 10), { proposalId: published, no, change, name, basis, code: code ?? NEW })
  }
  await submitProposal(await on(DIRECTOR, 6, 14), { proposalId: published })
  await skipNumbers(await on(CONTROL, 5), {
    kind: 'DECISION',
    through: USED_ELSEWHERE,
    reason: 'Cấp cho quyết định khác của Ủy ban nhân dân tỉnh (dữ liệu minh họa)',
  })
  await numberDecision(await on(CONTROL, 5, 10), { proposalId: published })
  await signProposal(await on(DEPUTY, 4), { proposalId: published })
  await publishProposal(await on(CONTROL, 2, 15), { proposalId: published })
  const today = await on(CONTROL, 1)
  const { proposalId: underWay } = await openProposal(today, {
    kind: 'LIST',
    title: 'Danh mục thủ tục hành chính lĩnh vực việc làm (dữ liệu minh họa)',
    basisNo: '2890/QĐ-BNV (minh họa)',
    basisTitle: 'Quyết định công bố thủ tục hành chính lĩnh vực việc làm',
    basisEffectiveOn: addDays(dayOf(today.now), 25),
    items: [
      { change: 'AMENDED', code: '1.014199', name: 'Cấp giấy phép lao động cho người nước ngoài', basis: 'Phụ lục I' },
      { change: 'NEW', name: 'Đăng ký tham gia sàn giao dịch việc làm', basis: 'Phụ lục II' },
    ],
  })
  return { published, underWay }
}

/** What the text changes: a paper less and a promise in the text itself for one, everything for the other. */
async function draftContents(ctx: Ctx, name: string, basis: { basisNo: string; basisTitle: string }): Promise<void> {
  const now = await procedureForIntake(ctx.db, AMENDED, dayOf(ctx.now))
  if (!now) throw new Error(`the seed has no ${AMENDED}`)
  const legalBases = [...now.content.legalBases, { number: basis.basisNo, name: basis.basisTitle }]
  const local = { home: 'SXD', onlineLevel: 'FULL', promised: now.promised } as const
  const fewer = now.content.components.map(group => ({ ...group, papers: group.papers.slice(0, 1) }))
  await draftVersion(ctx, { ...local, code: AMENDED, content: { ...now.content, components: fewer, legalBases } })
  await draftVersion(ctx, {
    ...local,
    code: NEW,
    promised: null,
    content: { ...ofItsOwn(now.content), name, components: fewer, legalBases: legalBases.slice(-1) },
  })
}

/** A procedure of the province beside one of a ministry: done alike, decided in a day. */
const ofItsOwn = (like: ProcedureContent): ProcedureContent => ({
  ...like,
  code: NEW,
  lawKind: 'LOCAL_WITHOUT_LAW',
  decisionNo: null,
  channels: like.channels.map(rule => ({
    ...rule,
    terms: rule.terms.map(term => ({
      ...term,
      limit: { unit: 'WORKING_DAY', amount: 1 },
      limitText: '',
      illustrative: true,
    })),
  })),
})
