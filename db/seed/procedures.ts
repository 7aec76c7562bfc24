import type { Ctx } from '#app/kernel/context.ts'
import { createDecision, draftVersion, publishDecision } from '#app/procedures/catalogue/service.ts'
import type { Promises } from '#app/procedures/catalogue/limits.ts'
import { type SeedProcedure, SeedProcedureSchema } from './procedure-shape.ts'
import { publishForm, saveForm } from '#app/procedures/forms/service.ts'
import { approveProcess, draftProcess } from '#app/procedures/processes/service.ts'
import type { Limit } from '#app/kernel/limit.ts'
import rows from './procedures.json' with { type: 'json' }

type OnSite = 'receive' | 'appraise' | 'approve' | 'stamp' | 'return'

/** The demo's catalogue: real national procedures, published by two invented decisions, with approved processes. */

/** In force from the day the province took up its present shape, so that dossiers of the last fifteen months fit. */
const IN_FORCE = '2025-07-01'

const DECISIONS = {
  COMMUNE: {
    number: '1128/QĐ-UBND',
    title: 'Công bố thủ tục hành chính thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã trên địa bàn tỉnh',
  },
  PROVINCE: {
    number: '1129/QĐ-UBND',
    title: 'Công bố thủ tục hành chính thuộc thẩm quyền giải quyết của các sở và Công an tỉnh',
  },
} as const
const PROCESSES = '1130/QĐ-UBND'
/** What departments do at the centre itself, invented: three, four or five steps on the spot. */
const ON_SPOT: Record<string, OnSite[]> = {
  CA: ['receive', 'appraise', 'return'],
  SNV: ['receive', 'appraise', 'approve', 'return'],
  STP: ['receive', 'appraise', 'approve', 'return'],
  SXD: ['receive', 'appraise', 'approve', 'stamp', 'return'],
}

/** Of whom specialists ask an opinion while they work, invented: the one parallel opinion of the demo. */
const OPINIONS: Record<string, { agency: string; hours: number; ask: string }[]> = {
  '1.014199': [{ agency: 'CA', hours: 40, ask: 'An ninh, trật tự' }],
}

/** The first decisions were made public on the day they took effect, within the days the index gives, whenever the story begins. */
const PUBLIC_AT = new Date(`${IN_FORCE}T08:00:00+07:00`)

/** Seeds the catalogue into a database that has the province's agencies, as of `ctx.now`. */
export async function seedProcedures(at: Ctx): Promise<{ procedures: number }> {
  const ctx = at.now > PUBLIC_AT ? { ...at, now: PUBLIC_AT } : at
  const procedures = rows.map(row => SeedProcedureSchema.parse(row))
  for (const [kind, { number, title }] of Object.entries(DECISIONS)) {
    const { decisionId } = await createDecision(ctx, {
      number,
      title,
      signedOn: '2025-06-27',
      signer: 'Chủ tịch Ủy ban nhân dân tỉnh',
      effectiveOn: IN_FORCE,
      illustrative: true,
    })
    const own = procedures.filter(one => (one.home === 'COMMUNE') === (kind === 'COMMUNE'))
    for (const procedure of own) await seedDraft(ctx, procedure, decisionId)
    await publishDecision(ctx, { decisionId })
  }
  for (const { code, home, form, process } of procedures) {
    await saveForm(ctx, { procedureCode: code, definition: { sections: sections(form) } })
    await publishForm(ctx, { procedureCode: code, effectiveFrom: IN_FORCE })
    await draftProcess(ctx, { procedureCode: code, steps: asking(code, process), onSite: ON_SPOT[home] ?? null })
    await approveProcess(ctx, {
      procedureCode: code,
      decisionNo: PROCESSES,
      effectiveFrom: IN_FORCE,
      illustrative: true,
    })
  }
  return { procedures: procedures.length }
}

async function seedDraft(ctx: Ctx, procedure: SeedProcedure, decisionId: number): Promise<void> {
  const { home, onlineLevel, promised, process: _, form: _form, ...content } = procedure
  await draftVersion(ctx, {
    code: procedure.code,
    content,
    home,
    onlineLevel,
    promised: promised && everyChannel(procedure, promised),
    decisionId,
  })
}

function asking(code: string, steps: SeedProcedure['process']): SeedProcedure['process'] {
  const opinions = OPINIONS[code]
  return opinions ? steps.map(step => (step.role === 'SPECIALIST' ? { ...step, opinions } : step)) : steps
}

function everyChannel(procedure: SeedProcedure, limit: Limit): Promises {
  return Object.fromEntries(procedure.channels.map(rule => [rule.channel, limit]))
}

const sections = (form: SeedProcedure['form']) => form.map((section, at) => ({ key: `s${at + 1}`, ...section }))
