import { describe, expect, it } from 'vitest'
import { FormDefinitionSchema } from './definition.ts'
import { casesWhen, questionsOf, wordsOfConditions } from './questions.ts'
import { readAnswers } from './answers.ts'
import { answersShown } from './shown.ts'

/** A form asked and its answers shown back, in words. */

const both = (vi: string, en = vi) => ({ vi, en })
const when = (field: string, is: string, value?: string) => ({ match: 'ALL', tests: [{ field, is, value }] })
const form = FormDefinitionSchema.parse({
  sections: [
    {
      key: 'about',
      title: both('Chung', 'About'),
      fields: [
        { key: 'married', label: both('Đã kết hôn', 'Married'), type: 'yesNo', required: true },
        {
          key: 'spouse',
          label: both('Vợ, chồng'),
          type: 'person',
          required: true,
          when: when('married', 'EQUALS', 'YES'),
        },
        { key: 'home', label: both('Nơi ở'), type: 'address', required: false },
        { key: 'since', label: both('Từ'), type: 'partialDate', required: false },
        { key: 'sum', label: both('Số tiền'), type: 'money', required: false },
        { key: 'year', label: both('Năm'), type: 'number', required: false },
        {
          key: 'why',
          label: both('Vì sao'),
          type: 'severalOf',
          required: false,
          options: [
            { value: 'a', label: both('Một') },
            { value: 'b', label: both('Hai') },
          ],
        },
      ],
    },
    {
      key: 'family',
      title: both('Gia đình'),
      when: when('married', 'EQUALS', 'YES'),
      fields: [
        {
          key: 'child',
          label: both('Người con'),
          type: 'group',
          required: true,
          maxRows: 3,
          fields: [
            { key: 'childName', label: both('Tên'), type: 'text', required: true },
            { key: 'childBorn', label: both('Sinh'), type: 'partialDate', required: true },
            {
              key: 'school',
              label: both('Trường'),
              type: 'text',
              required: false,
              when: when('childBorn', 'AT_LEAST', '2008'),
            },
          ],
        },
      ],
    },
  ],
  cases: [{ case: 'Có con', when: when('child', 'AT_LEAST', '2') }],
})
const facts = {
  isPlace: (province: string, commune: string) => province === '99' && commune === '99004',
  provinceOf: (commune: string) => (commune === '99004' ? '99' : undefined),
}
const names: Record<string, string> = { '99': 'Tỉnh Sông Lam', '99004': 'Phường Trường Vinh' }
const typed = {
  married: 'YES',
  spouse: { name: 'Lê Văn Bưởi', citizenId: '040090000017', born: '9/1987' },
  home: { commune: '99004', street: 'Số 12 đường Lam Thành' },
  since: '2019',
  sum: '1.500.000',
  year: '2019',
  why: ['b', 'a'],
  child: {
    0: { childName: 'An', childBorn: '5/9/2015', school: 'Tiểu học' },
    2: { childName: 'Bình', childBorn: '2001' },
  },
}
const read = readAnswers(form, typed, facts)

describe('a form as it is asked', () => {
  const [about, family] = questionsOf(form, 'vi', read.answers)

  it('names types of boxes, not types of fields, and the boxes of people and addresses', () => {
    expect(about?.questions.map(one => one.type)).toEqual([
      'oneOf',
      'boxes',
      'place',
      'partialDate',
      'money',
      'number',
      'severalOf',
    ])
    expect(about?.questions[1]?.questions?.map(box => [box.key, box.type, box.autoComplete])).toEqual([
      ['name', 'text', 'section-spouse name'],
      ['citizenId', 'digits', undefined],
      ['born', 'partialDate', undefined],
      ['phone', 'phone', 'section-spouse tel'],
    ])
    expect(family?.questions[0]).toMatchObject({ type: 'rows', least: 1, most: 3 })
  })

  it('says when a part is asked, and whether it is by the answers so far', () => {
    expect(family?.when).toMatchObject({ words: '“Đã kết hôn” là “Có”', holds: true })
    expect(questionsOf(form, 'en')[1]?.when).toMatchObject({ words: '“Married” is “Yes”', holds: false })
    expect(family?.questions[0]?.questions?.[2]?.when).toEqual({
      words: '“Sinh” từ 2008 trở đi',
      rule: form.sections[1]?.fields[0]?.fields?.[2]?.when,
    })
    expect(casesWhen(form, 'vi', read.answers).get('Có con')).toMatchObject({
      words: '“Người con” từ 2 dòng trở lên',
      holds: true,
    })
  })

  it.each([
    ['FILLED', 'home', undefined, 'đã điền “Nơi ở”'],
    ['EMPTY', 'since', undefined, '“Từ” để trống'],
    ['NOT_EQUALS', 'married', 'NO', '“Đã kết hôn” không phải là “Không”'],
    ['INCLUDES', 'why', 'b', '“Vì sao” có chọn “Hai”'],
    ['AT_MOST', 'sum', '2000000', '“Số tiền” không quá 2.000.000 đ'],
    ['AT_LEAST', 'since', '1987-09-05', '“Từ” từ 05/09/1987 trở đi'],
  ] as const)('says %s in words', (is, field, value, sentence) => {
    expect(wordsOfConditions(form, 'vi')({ match: 'ALL', tests: [{ field, is, value }] })).toBe(sentence)
  })

  it('joins tests by what they must do together', () => {
    const tests = [
      { field: 'sum', is: 'FILLED' },
      { field: 'year', is: 'EMPTY' },
    ] as const
    expect(wordsOfConditions(form, 'vi')({ match: 'ANY', tests })).toBe('đã điền “Số tiền” hoặc “Năm” để trống')
    expect(wordsOfConditions(form, 'vi')({ match: 'ALL', tests })).toBe('đã điền “Số tiền” và “Năm” để trống')
  })
})

describe('answers shown back', () => {
  const shown = (personal?: (text: string) => string) =>
    answersShown(form, read.answers, { lang: 'vi', placeName: code => names[code], ...(personal ? { personal } : {}) })

  it('are said in words, groups also as a table', () => {
    expect(read.problems).toEqual({})
    const [about, family] = shown()
    expect(about?.items.map(one => one.value)).toEqual([
      'Có',
      'Lê Văn Bưởi, số căn cước: 040090000017, ngày sinh: 09/1987',
      'Số 12 đường Lam Thành, phường Trường Vinh, tỉnh Sông Lam',
      '2019',
      '1.500.000 đ',
      '2019',
      'Hai; Một',
    ])
    expect(family?.items).toEqual([
      {
        key: 'child',
        label: 'Người con',
        value: '1. An; 05/09/2015; Tiểu học\n2. Bình; 2001',
        table: {
          heads: ['Tên', 'Sinh', 'Trường'],
          rows: [
            ['An', '05/09/2015', 'Tiểu học'],
            ['Bình', '2001', ''],
          ],
        },
      },
    ])
  })

  it('name what was asked and not answered where that is wanted, and nothing that was not asked', () => {
    const some = readAnswers(form, { married: 'NO', sum: '5' }, facts)
    const sections = answersShown(form, some.answers, { lang: 'vi', placeName: () => undefined, unanswered: true })
    expect(sections.flatMap(section => section.items.map(one => [one.key, one.value]))).toEqual([
      ['married', 'Không'],
      ['home', ''],
      ['since', ''],
      ['sum', '5 đ'],
      ['year', ''],
      ['why', ''],
    ])
  })

  it('keep personal boxes hidden from those who may not see them', () => {
    const text = JSON.stringify(shown(() => 'x••'))
    for (const secret of ['040090000017', '09/1987', 'Lam Thành']) expect(text).not.toContain(secret)
    expect(text).toContain('Lê Văn Bưởi, số căn cước: x••, ngày sinh: •••')
    expect(text).toContain('•••, phường Trường Vinh, tỉnh Sông Lam')
  })

  it('of a dossier kept before answers had types are shown too', () => {
    const old = { married: 'YES', sum: '1.500.000', year: '2019', since: '2019-05-01', spouse: 'Lê Văn Bưởi' }
    const [about] = answersShown(form, old, { lang: 'vi', placeName: () => undefined })
    expect(about?.items.map(one => one.value)).toEqual(['Có', 'Lê Văn Bưởi', '01/05/2019', '1.500.000', '2019'])
  })
})
