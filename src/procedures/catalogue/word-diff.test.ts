import { expect, test } from 'vitest'
import { wordDiff } from './word-diff.ts'

test('a line put otherwise shows the words that changed, and only these', () => {
  expect(wordDiff('Đủ 18 tuổi trở lên', 'Đủ 16 tuổi trở lên')).toEqual({
    before: [
      { text: 'Đủ', own: false },
      { text: '18', own: true },
      { text: 'tuổi trở lên', own: false },
    ],
    after: [
      { text: 'Đủ', own: false },
      { text: '16', own: true },
      { text: 'tuổi trở lên', own: false },
    ],
  })
  expect(wordDiff('Nộp hồ sơ', 'Nộp đủ hồ sơ')?.after).toEqual([
    { text: 'Nộp', own: false },
    { text: 'đủ', own: true },
    { text: 'hồ sơ', own: false },
  ])
})

test('lines with little in common are not read word by word', () => {
  expect(wordDiff('Tờ khai theo mẫu', 'Bản sao giấy chứng nhận')).toBeNull()
})
