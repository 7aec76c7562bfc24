import { describe, expect, test } from 'vitest'
import { LEGAL_TITLES, NONE, PAPER_TITLES, codesOf, read } from '../../../test/harness/crawl-record.ts'

describe('components', () => {
  test('papers, note rows, forms and counts glued to a year', () => {
    const content = read({
      papers: `--${PAPER_TITLES}Đơn theo mẫu.Mau 01 don.docx1 bản chínhBản sao bằng (01 bản chính để đối chiếu)0 bản chính,1 bản saoSố lượng hồ sơ: 01 bộ0 bản chínhTờ khai theo Thông tư ngày 01/01/20262 bản chính`,
    })
    expect(content.components).toEqual([
      {
        case: null,
        mustShow: false,
        illustrative: false,
        papers: [
          { name: 'Đơn theo mẫu.', form: 'Mau 01 don.docx', originals: 1, copies: 0, kind: 'PAPER' },
          { name: 'Bản sao bằng (01 bản chính để đối chiếu)', form: null, originals: 0, copies: 1, kind: 'PAPER' },
          { name: 'Số lượng hồ sơ: 01 bộ', form: null, originals: 0, copies: 0, kind: 'NOTE' },
          { name: 'Tờ khai theo Thông tư ngày 01/01/2026', form: null, originals: 2, copies: 0, kind: 'PAPER' },
        ],
      },
    ])
    expect(codesOf(content)).toEqual(expect.arrayContaining(['COMPONENT_NOTE_ROW', 'COMPONENT_COUNT_GLUED']))
  })

  test('headings name the case, or that papers are only shown', () => {
    const content = read({
      papers: `* Giấy tờ phải nộp:${PAPER_TITLES}Giấy A1 bản chính* Giấy tờ phải xuất trình:${PAPER_TITLES}Giấy B1 bản chínhTrường hợp ủy quyền:${PAPER_TITLES}Giấy C1 bản chính`,
    })
    expect(content.components.map(group => [group.case, group.mustShow, group.papers[0]?.name])).toEqual([
      [null, false, 'Giấy A'],
      [null, true, 'Giấy B'],
      ['Trường hợp ủy quyền:', false, 'Giấy C'],
    ])
  })

  test('a row without a count is kept word for word', () => {
    const content = read({ papers: `--${PAPER_TITLES}Giấy A1 bản chínhGiấy không rõ số lượng` })
    expect(content.raw).toEqual([{ field: 'components', text: 'Giấy không rõ số lượng' }])
    expect(codesOf(content)).toContain('COMPONENTS_UNREADABLE')
  })

  test('a label that prose mentions does not cut a section short', () => {
    const content = read({ steps: 'Lập hồ sơ theo mục Thành phần hồ sơ (nêu dưới).\nNộp hồ sơ.' })
    expect(content.steps).toEqual([
      { case: null, items: ['Lập hồ sơ theo mục Thành phần hồ sơ (nêu dưới).', 'Nộp hồ sơ.'] },
    ])
    expect(content.components[0]?.papers).toHaveLength(1)
  })
})

describe('legal bases and results', () => {
  test('names and numbers that touch are told apart', () => {
    const content = read({
      legal: `${LEGAL_TITLES}Nghị định sửa đổi Nghị định 12/2019/NĐ-CP ngày 1/2/201983/2026/NĐ-CPLuật 61/2014/QH1361/2014/QH13quy định về phí64/2025/TT-BTCvề mẫu đơn24/2021/QĐ-TTgCắt giảm thủ tụcNghị quyết số 66.7/2025/NQ-CP`,
    })
    expect(content.legalBases.map(base => base.number)).toEqual([
      '83/2026/NĐ-CP',
      '61/2014/QH13',
      '64/2025/TT-BTC',
      '24/2021/QĐ-TTg',
      '66.7/2025/NQ-CP',
    ])
    expect(content.legalBases.at(-1)?.name).toBe('Cắt giảm thủ tục')
  })

  test('a basis without a number is kept word for word', () => {
    const content = read({ legal: `${LEGAL_TITLES}Luật Thử01/2020/QH14Văn bản không số` })
    expect(content.raw).toEqual([{ field: 'legalBases', text: 'Văn bản không số' }])
    expect(codesOf(read({ legal: NONE }))).toContain('LEGAL_BASIS_MISSING')
  })

  test('result codes are read and the page’s own furniture is dropped', () => {
    const content = read({ results: 'Giấy phépMã: KQ.G12.000327Văn bản từ chốiMã: 000.00.00.G04-KQ3030' })
    expect(content.results).toEqual([
      { name: 'Giấy phép', code: 'KQ.G12.000327' },
      { name: 'Văn bản từ chối', code: '000.00.00.G04-KQ3030' },
    ])
    expect([content.keywords, content.description]).toEqual([null, null])
    expect(JSON.stringify(content)).not.toContain('Nộp hồ sơ"')
  })
})
