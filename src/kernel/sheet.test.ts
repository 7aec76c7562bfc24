import readWorkbook from 'read-excel-file/node'
import { expect, it } from 'vitest'
import { sheet, type SheetColumn, sheetOf, workbook } from './sheet.ts'

interface Row {
  name: string
  count: number | null
  at: Date | null
}
const rows: Row[] = [
  { name: 'Một', count: 7599, at: new Date('2026-11-23T14:30:00+07:00') },
  { name: '', count: null, at: null },
]
const columns: SheetColumn<Row>[] = [
  ['Tên', 20, row => row.name],
  ['Số', 10, row => row.count],
  ['Lúc', 18, row => row.at],
]
const read = async (bytes: Uint8Array<ArrayBuffer>) => await readWorkbook(Buffer.from(bytes))

it('keeps numbers numbers and instants dates on our clock, and leaves empty what says nothing', async () => {
  const [only] = await read(await sheetOf('Danh sách', rows, columns))
  expect(only).toEqual({
    sheet: 'Danh sách',
    data: [
      ['Tên', 'Số', 'Lúc'],
      ['Một', 7599, new Date('2026-11-23T14:30:00Z')],
    ],
  })
})

it('writes numbers as their column says', async () => {
  const [only] = await read(await sheetOf('Ngày', [{ day: 1 }], [['Ngày', 12, row => row.day, 'dd/mm/yyyy']]))
  expect(only?.data[1]).toEqual([new Date('1899-12-31T00:00:00Z')])
})

it('puts several sheets into one file, under a heading where there is one', async () => {
  const found = await read(await workbook(sheet('Một', rows, columns), sheet('Hai', [], columns, 'Kỳ báo cáo')))
  expect(found.map(({ sheet: name, data }) => [name, data[0]?.[0], data[1]?.[0]])).toEqual([
    ['Một', 'Tên', 'Một'],
    ['Hai', 'Kỳ báo cáo', 'Tên'],
  ])
})

it('names a sheet as the program allows it', async () => {
  const [only] = await read(await sheetOf('Công bố [mới]: tỉnh/xã, quý I năm 2026 và cả năm', [], columns))
  expect(only?.sheet).toBe('Công bố  mới   tỉnh xã, quý I n')
})
