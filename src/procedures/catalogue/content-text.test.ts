import { describe, expect, test } from 'vitest'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { contentFrom, emptyContent, rowsOf, textsOf } from './content-text.ts'
import { ProcedureContent } from './shape.ts'

const contents = rows.map(row => ProcedureContent.parse(row))

function written(base: ProcedureContent, change: Partial<ReturnType<typeof textsOf>>, channels = rowsOf(base)) {
  const made = contentFrom(base, { ...textsOf(base), ...change }, channels)
  if (!made.ok) throw new Error(JSON.stringify(made.wrong))
  return ProcedureContent.parse(made.content)
}

describe('a content as text', () => {
  test.each(contents.map(content => [content.code, content] as const))('%s comes back as it was', (_, content) => {
    expect(written(content, {})).toEqual(content)
  })

  test.each(contents.map(content => [content.code, content] as const))(
    '%s is read from its text alone',
    (_, content) => {
      const { steps, papers, legalBases, results, conditions } = textsOf(content)
      const read = written(emptyContent(content.code, 'PROVINCE'), {
        name: content.name,
        sector: content.sector,
        steps,
        papers,
        legalBases,
        results,
        conditions,
      })
      expect(textsOf(read)).toMatchObject({ steps, papers, legalBases, results, conditions })
    },
  )

  test('a line more, a line less, another case', () => {
    const base = emptyContent('5.000001', 'PROVINCE')
    const content = written(base, {
      name: 'Thử',
      sector: 'Việc làm',
      steps: 'Nộp hồ sơ\n\n[Tại xã]\nXã chuyển hồ sơ',
      papers:
        'Đơn | 1 | 0 | Mẫu 1\nHợp đồng\n[Khi ủy quyền] (xuất trình)\nGiấy ủy quyền | 1 | 1\nTra cứu được thì không nộp | ghi chú',
      subjects: 'Công dân Việt Nam\nHộ gia đình',
      legalBases: '12/2026/NQ-HĐND: Nghị quyết: về lệ phí',
    })
    expect(content.steps).toEqual([
      { case: null, items: ['Nộp hồ sơ'] },
      { case: 'Tại xã', items: ['Xã chuyển hồ sơ'] },
    ])
    expect(content.components).toMatchObject([
      { case: null, mustShow: false, papers: [{ form: 'Mẫu 1' }, { name: 'Hợp đồng', originals: 1, copies: 0 }] },
      { case: 'Khi ủy quyền', mustShow: true, papers: [{ copies: 1 }, { kind: 'NOTE', originals: 0 }] },
    ])
    expect(content.subjects.map(one => one.subject)).toEqual(['CITIZEN', 'OTHER'])
    expect(content.legalBases).toEqual([{ number: '12/2026/NQ-HĐND', name: 'Nghị quyết: về lệ phí' }])
  })

  test('a line that cannot be read is named', () => {
    const base = emptyContent('5.000001', 'PROVINCE')
    const texts = { ...textsOf(base), papers: 'Đơn | hai | 0', legalBases: 'Nghị quyết' }
    const made = contentFrom(base, texts, {})
    expect(made.ok ? [] : Object.keys(made.wrong)).toEqual(['papers', 'legalBases'])
    expect(made.ok ? '' : made.wrong.papers?.vi).toContain('Đơn | hai | 0')
  })

  test('channels: a limit, a fee, a way more, a way less', () => {
    const base = emptyContent('5.000001', 'PROVINCE')
    const row = { limit: { unit: 'WORKING_DAY' as const, amount: 5 }, fee: 0, feeNote: '', note: 'Tại Trung tâm' }
    const one = written({ ...base, name: 'Thử', sector: 'Thử' }, {}, { DIRECT: row, POST: { ...row, fee: 15_000 } })
    expect(one.channels.map(rule => [rule.channel, rule.terms[0]?.fees[0]?.status])).toEqual([
      ['DIRECT', 'FREE'],
      ['POST', 'AMOUNT'],
    ])
    const empty = { limit: null, fee: null, feeNote: '', note: '' }
    const two = written(one, {}, { DIRECT: { ...row, fee: null, feeNote: 'Theo nghị quyết' }, POST: empty })
    expect(two.channels).toMatchObject([
      { channel: 'DIRECT', terms: [{ fees: [{ status: 'LOCAL_COUNCIL', note: 'Theo nghị quyết' }] }] },
    ])
  })
})
