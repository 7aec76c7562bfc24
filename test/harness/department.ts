import type { Ctx } from '#app/kernel/context.ts'
import { createDecision, draftVersion, publishDecision } from '#app/procedures/catalogue/service.ts'
import type { ProcedureContent } from '#app/procedures/catalogue/index.ts'
import { SeedProcedureSchema } from '../../db/seed/procedure-shape.ts'
import { approveProcess, draftProcess } from '#app/procedures/processes/service.ts'
import rows from '../../db/seed/procedures.json' with { type: 'json' }

/** Procedures by the dozen for tests that count them: published and given processes by the verbs, under one home. */

/** Three working days in law. */
const model = SeedProcedureSchema.parse(rows.find(row => row.code === '1.004873'))
const { home: _h, onlineLevel: _o, promised: _p, process: _s, form: _f, ...content } = model

export interface Wanted {
  code: string
  home: string
  sector?: string
  onlineLevel?: 'FULL' | 'PARTIAL' | 'INFORMATION'
  /** Promises two working days instead of three. */
  shortened?: boolean
}

let decisions = 0

/** Publishes procedures by one decision that takes effect on a day. */
export async function publishAll(ctx: Ctx, wanted: readonly Wanted[], effectiveOn: string): Promise<void> {
  const { decisionId } = await createDecision(ctx, {
    number: `${++decisions}/QĐ-UBND`,
    title: 'Công bố danh mục thủ tục hành chính',
    signedOn: effectiveOn,
    signer: 'Chủ tịch Ủy ban nhân dân tỉnh',
    effectiveOn,
  })
  for (const { code, home, sector, onlineLevel = 'INFORMATION', shortened } of wanted) {
    const own: ProcedureContent = { ...content, code, name: `Thủ tục ${code}`, ...(sector ? { sector } : {}) }
    await draftVersion(ctx, {
      code,
      content: own,
      home,
      onlineLevel,
      promised: shortened ? { DIRECT: { unit: 'WORKING_DAY', amount: 2 } } : null,
      decisionId,
    })
  }
  await publishDecision(ctx, { decisionId })
}

type OnSite = 'receive' | 'appraise' | 'approve' | 'stamp' | 'return'

/** Approves a process of three steps, with what is declared to be done on the spot. */
export async function giveProcess(
  ctx: Ctx,
  code: string,
  effectiveFrom: string,
  { onSite = null, place = 'HOME' }: { onSite?: readonly OnSite[] | null; place?: string } = {},
): Promise<void> {
  const step = (no: number, name: string, role: 'RECEPTION' | 'SPECIALIST', hours: number, at: string) => ({
    code: `B${no}`,
    name,
    role,
    place: at,
    hours,
    output: '',
  })
  await draftProcess(ctx, {
    procedureCode: code,
    steps: [
      step(1, 'Tiếp nhận', 'RECEPTION', 1, 'RECEPTION'),
      step(2, 'Thẩm định', 'SPECIALIST', 8, place),
      step(3, 'Trả kết quả', 'RECEPTION', 1, 'RECEPTION'),
    ],
    onSite: onSite && [...onSite],
  })
  await approveProcess(ctx, { procedureCode: code, decisionNo: '77/QĐ-UBND', effectiveFrom })
}
