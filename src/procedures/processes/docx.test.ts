import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readDocx } from './docx.ts'
import { readHours } from './hours.ts'

/** A stored archive, byte by byte. */
function zip(files: Record<string, string>): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path)
    const data = Buffer.from(text)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, name, data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, rest, name]))
    parts.push(local)
    offset += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...parts, listed, end]))
}

type Cell = string | { text: string; merge?: 'restart' | 'continue'; span?: number }
const docx = (...tables: Cell[][][]): Uint8Array =>
  zip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${tables
      .map(rows => `<w:tbl>${rows.map(row => `<w:tr>${row.map(cellXml).join('')}</w:tr>`).join('')}</w:tbl>`)
      .join('<w:p/>')}</w:body></w:document>`,
  })
function cellXml(cell: Cell): string {
  const { text, merge, span } = typeof cell === 'string' ? { text: cell } : cell
  const properties = `${span ? `<w:gridSpan w:val="${span}"/>` : ''}${merge ? `<w:vMerge w:val="${merge}"/>` : ''}`
  return `<w:tc><w:tcPr>${properties}</w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`
}

const head = ['Bước', 'Nội dung công việc', 'Đơn vị, vị trí thực hiện', 'Thời gian', 'Biểu mẫu/Kết quả']
const places = new Map([['STP', 'Sở Tư pháp']])

describe('a table from Word', () => {
  test('becomes steps with roles, places, hours and outputs', async () => {
    const read = await readDocx(
      docx([
        head,
        ['B1', 'Tiếp nhận, kiểm tra hồ sơ', 'Bộ phận Một cửa', '02 giờ', 'Mẫu 01 &amp; 02'],
        ['B2', 'Thẩm định', 'Chuyên viên Phòng Hộ tịch', '1,5 ngày làm việc', 'Dự thảo'],
        ['B3', 'Cho ý kiến', 'Lãnh đạo phòng, Sở Tư pháp', '½ ngày', 'Văn bản'],
        ['B4', 'Ký duyệt', 'Lãnh đạo UBND xã', '4 giờ', ''],
        ['B5', 'Vào sổ, đóng dấu', 'Văn thư', '30 phút', ''],
        ['B6', 'Trả kết quả', 'Bộ phận Một cửa', '0,5 giờ', ''],
        [{ text: 'Tổng cộng', span: 3 }, '23 giờ', ''],
      ]),
      places,
    )
    expect(read.steps.map(({ code, role, place, hours }) => [code, role, place, hours])).toEqual([
      ['B1', 'RECEPTION', 'RECEPTION', 2],
      ['B2', 'SPECIALIST', 'HOME', 12],
      ['B3', 'DIVISION_HEAD', 'STP', 4],
      ['B4', 'LEADER', 'HOME', 4],
      ['B5', 'CLERK', 'HOME', 0.5],
      ['B6', 'RECEPTION', 'RECEPTION', 0.5],
    ])
    expect(read.steps[0]).toMatchObject({ name: 'Tiếp nhận, kiểm tra hồ sơ', output: 'Mẫu 01 & 02' })
    expect(read.warnings.map(one => one.code)).toEqual(['PLACE_GUESSED'])
  })

  test('what cannot be read is named, with its row', async () => {
    const read = await readDocx(
      docx(
        [
          head.slice(0, 4),
          ['1', 'Xem xét', 'Tổ công tác', { text: '1 ngày', merge: 'restart' }],
          ['2', 'Soạn thảo', 'Chuyên viên', { text: '', merge: 'continue' }],
          ['3', '', '', 'ghi chú'],
          ['4', 'Trả kết quả', 'Một cửa', 'ngay'],
          ['Cộng', '', '', '2 ngày'],
        ],
        [head, ['B1', 'Việc', 'Chuyên viên', '1 giờ', '']],
      ),
      places,
    )
    expect(read.warnings.map(({ code, at }) => [code, at])).toEqual([
      ['OTHER_TABLES', 'DOCX'],
      ['COLUMN_MISSING', 'DOCX'],
      ['ROLE_UNREADABLE', 'B1'],
      ['TIME_SHARED', 'B2'],
      ['ROW_SKIPPED', 'Dòng 3'],
      ['HOURS_UNREADABLE', 'B3'],
      ['SUM_DIFFERS', 'DOCX'],
    ])
    expect(read.steps.map(one => one.hours)).toEqual([8, undefined, undefined])
  })

  test('awkward tables: cells that span rows and columns, empty rows, rows between, a time said twice', async () => {
    const read = await readDocx(
      docx([
        [{ text: 'QUY TRÌNH GIẢI QUYẾT', span: 5 }],
        head,
        ['', '', '', '', ''],
        [{ text: 'I. Tại Ủy ban nhân dân xã', span: 5 }],
        ['1', 'Tiếp nhận hồ sơ', 'Bộ phận Một cửa', '04 giờ (½ ngày)', ''],
        [
          '2',
          'Thẩm định',
          { text: 'Chuyên viên', merge: 'restart' },
          '0,5 ngày',
          { text: 'Tờ trình', merge: 'restart' },
        ],
        ['3', 'Dự thảo', { text: '', merge: 'continue' }, '½ ngày', { text: '', merge: 'continue' }],
        ['4', { text: 'Ký', span: 2 }, '1 ngày (4 giờ)', ''],
        ['5', 'Trả kết quả', 'Bộ phận Một cửa', 'Giờ hành chính', ''],
      ]),
      places,
    )
    expect(read.steps.map(({ code, role, hours, output }) => [code, role, hours, output])).toEqual([
      ['B1', 'RECEPTION', 4, ''],
      ['B2', 'SPECIALIST', 4, 'Tờ trình'],
      ['B3', 'SPECIALIST', 4, ''],
      ['B4', undefined, undefined, ''],
      ['B5', 'RECEPTION', undefined, ''],
    ])
    expect(read.warnings.map(({ code, at }) => [code, at])).toEqual([
      ['ROW_SKIPPED', 'Dòng 2'],
      ['HOURS_UNREADABLE', 'B4'],
      ['ROLE_UNREADABLE', 'B4'],
      ['HOURS_UNREADABLE', 'B5'],
    ])
    expect(read.warnings.map(one => one.words.vi).join(' ')).toContain('1 ngày (4 giờ)')
  })

  test.each([
    ['text', new TextEncoder().encode('PK nothing')],
    ['an archive without a document', zip({ 'a.txt': 'a' })],
    ['a document without a table', docx()],
    ['another table', docx([['Họ tên', 'Điện thoại']])],
    ['a packed flood', flood()],
  ])('%s is refused', async (_, bytes) => {
    await expect(readDocx(bytes, places)).rejects.toMatchObject({ code: 'PROCESS_FILE_UNREADABLE', status: 422 })
  })
})

/** Says it is small and stored, and is not where the directory points. */
function flood(): Uint8Array {
  const bytes = docx([head])
  const broken = Buffer.from(bytes)
  broken.writeUInt32LE(broken.length * 2, broken.length - 6)
  return new Uint8Array(broken)
}

test.each([
  ['4', 4],
  ['1,5', 1.5],
  ['½', 0.5],
  ['2½', 2.5],
  ['½ ngày', 4],
  ['1/2 ngày', 4],
  ['¼ ngày', 2],
  ['1,5 ngày làm việc', 12],
  ['01 ngày', 8],
  ['1 ngày rưỡi', 12],
  ['nửa ngày', 4],
  ['30 phút', 0.5],
  ['1 buổi', 4],
  ['20 phút', null],
  ['ngay', null],
  ['', null],
  ['0', null],
  ['2-3 ngày', null],
])('%s is %s hours', (text, hours) => {
  expect(readHours(text)).toBe(hours)
})
