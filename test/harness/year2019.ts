import type { Connection } from '#app/kernel/db/connect.ts'
import { grant } from '#app/organisation/delegations/index.ts'
import { recordFacts } from '#app/procedures/provision/index.ts'
import { testCtx } from './database.ts'
import { giveProcess, publishAll, type Wanted } from './department.ts'
import { smallProvince } from './small-province.ts'

/**
 * A province like that of 24/04/2019: a department with 80 procedures, of which 77 at the centre (8 in three steps, 69 in four), 73 promised
 * shorter, 41 on-line at level 3 and 39 at level 2, and 19 works delegated to it; beside it another agency and the communes. All by the verbs.
 */

export const DAY = '2019-04-24'

const numbered = (first: number, n: number): string[] =>
  Array.from({ length: n }, (_, at) => `4.${String(first + at).padStart(6, '0')}`)

export async function year2019(connection: Connection) {
  const begin = testCtx(connection, '2019-01-02T08:00:00+07:00')
  const now = testCtx(connection, `${DAY}T09:00:00+07:00`)
  const places = await smallProvince(begin, '2016-01-01')
  const codes = numbered(1, 80)
  const sectors = ['Việc làm', 'Lao động, tiền lương', 'Bảo trợ xã hội', 'Người có công']
  const own = codes.map(
    (code, at): Wanted => ({ code, home: 'SNV', sector: sectors[at % 4] as string, shortened: at < 73 }),
  )
  const others = [
    ...numbered(901, 3).map((code): Wanted => ({ code, home: 'CA', sector: 'Cư trú' })),
    ...numbered(951, 5).map((code): Wanted => ({ code, home: 'COMMUNE', sector: 'Hộ tịch' })),
  ]
  await publishAll(begin, [...own, ...others], '2019-01-02')
  for (const [at, code] of codes.slice(0, 77).entries()) {
    const onSite = ['receive', 'appraise', ...(at < 8 ? [] : (['approve'] as const)), 'return'] as const
    await giveProcess(begin, code, '2019-01-02', { onSite })
  }
  const by = { basis: '215/QĐ-UBND', evidenceOn: '2019-01-21', from: '2019-02-01' }
  const [atCentre, elsewhere] = [codes.slice(0, 77), codes.slice(77)]
  await recordFacts(now, { ...by, codes: atCentre, kind: 'CENTRE', value: 'YES' })
  await recordFacts(now, {
    ...by,
    codes: elsewhere,
    kind: 'CENTRE',
    value: 'NO',
    reason: 'Tiếp nhận lưu động tại cơ sở',
  })
  await recordFacts(now, { ...by, codes: codes.slice(0, 41), kind: 'OLD_LEVEL', value: '3' })
  await recordFacts(now, { ...by, codes: codes.slice(41), kind: 'OLD_LEVEL', value: '2' })
  await recordFacts(now, { ...by, codes: codes.slice(0, 60), kind: 'ISO', value: 'ISO 9001:2015', to: '2021-12-31' })
  await grant(begin, {
    fromAgencyId: places.province,
    fromTitle: 'Chủ tịch Ủy ban nhân dân tỉnh',
    toAgencyId: places.department,
    toTitle: 'Giám đốc Sở',
    works: [
      ...codes.slice(0, 12).map(code => ({ code, title: `Thủ tục ${code}` })),
      ...Array.from({ length: 7 }, (_, at) => ({ title: `Công việc được ủy quyền số ${at + 1}` })),
    ],
    decisionNo: '19/QĐ-UBND',
    decidedOn: '2019-01-02',
    validFrom: '2019-01-02',
    lastDay: '2020-12-31',
  })
  return { ...places, codes, begin, now }
}
