import type { Ctx } from '#app/kernel/context.ts'
import { createAgency, setProvince } from '#app/organisation/agencies/index.ts'

/** A province as small as can be: two departments and a commune, for rooms that need agencies and no people. */
export async function smallProvince(
  ctx: Ctx,
  validFrom = '2020-01-01',
): Promise<{ province: number; department: number; commune: number }> {
  const { agencyId: province } = await createAgency(ctx, {
    kind: 'PROVINCE',
    name: 'Ủy ban nhân dân tỉnh Thử',
    validFrom,
    codes: [{ scheme: 'AGENCY', code: 'H99' }],
  })
  await setProvince(ctx, { agencyId: province, from: validFrom, basis: 'thử nghiệm' })
  const below = async (kind: 'DEPARTMENT' | 'COMMUNE', name: string, code: string, local: string | null) => {
    const codes = [{ scheme: 'AGENCY' as const, code }, ...(local ? [{ scheme: 'LOCAL' as const, code: local }] : [])]
    return (await createAgency(ctx, { kind, name, validFrom, parentId: province, codes })).agencyId
  }
  const department = await below('DEPARTMENT', 'Sở Nội vụ', 'H99.01', 'SNV')
  await below('DEPARTMENT', 'Công an tỉnh', 'H99.02', 'CA')
  return { province, department, commune: await below('COMMUNE', 'Ủy ban nhân dân xã Thử', 'H99.30', null) }
}
