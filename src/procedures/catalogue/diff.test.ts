import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { adoptFrom, aligned, diff, differing } from './diff.ts'
import { COMPONENT_NAMES, type ComponentName } from './parts.ts'
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import { ProcedureContent } from './shape.ts'

const contents = rows.map(row => ProcedureContent.parse(SeedProcedureSchema.parse(row)))
const [birth] = contents as [ProcedureContent, ...ProcedureContent[]]
const plain = (content: ProcedureContent) => ({ content, promised: null })

/** A content with one thing changed in it, or another content altogether. */
const changed = (base: ProcedureContent): fc.Arbitrary<ProcedureContent> => {
  const text = fc.constantFrom('một', 'hai', 'ba')
  const terms = (edit: (term: ProcedureContent['channels'][number]['terms'][number]) => object) =>
    base.channels.map(rule => ({ ...rule, terms: rule.terms.map(term => ({ ...term, ...edit(term) })) }))
  const papers = (edit: (paper: ProcedureContent['components'][number]['papers'][number]) => object) =>
    base.components.map(group => ({ ...group, papers: group.papers.map(paper => ({ ...paper, ...edit(paper) })) }))
  return fc.oneof(
    fc.constantFrom(...contents).map(other => ({ ...other, code: base.code })),
    text.map(name => ({ ...base, name })),
    text.map(note => ({ ...base, channels: terms(() => ({ note })) })),
    fc.integer({ min: 1, max: 9 }).map(amount => ({
      ...base,
      channels: terms(() => ({ limit: { unit: 'WORKING_DAY' as const, amount } })),
    })),
    text.map(note => ({
      ...base,
      channels: terms(term => ({ fees: term.fees.map(fee => ({ ...fee, note })) })),
    })),
    text.map(form => ({ ...base, components: papers(() => ({ form })) })),
    fc.integer({ min: 0, max: 3 }).map(copies => ({ ...base, components: papers(() => ({ copies })) })),
    fc.constant({ ...base, channels: base.channels.slice(1) }),
    fc.constant({ ...base, components: base.components.slice(1) }),
    text.map(conditions => ({ ...base, conditions, keywords: conditions })),
  )
}

const pair = fc
  .constantFrom(...contents.slice(0, 12))
  .chain(base => fc.tuple(changed(base), changed(base)))
  .map(([target, source]) => ({ target, source }))
const parts = fc.subarray([...COMPONENT_NAMES], { minLength: 1 })

describe('what differs', () => {
  test('nothing from itself, whatever the order of the keys', () => {
    for (const content of contents) {
      expect(diff(plain(content), plain(structuredClone(content)), 'vi')).toEqual([])
    }
  })

  test('every component by its own, in the order of the law', () => {
    const [rule] = birth.channels
    const after = {
      ...birth,
      name: 'Tên mới',
      channels: birth.channels.map(one =>
        one === rule
          ? { ...one, terms: one.terms.map(term => ({ ...term, limit: { unit: 'WORKING_DAY' as const, amount: 9 } })) }
          : one,
      ),
      legalBases: [],
    }
    const found = diff(plain(birth), plain(after), 'vi')
    expect(found.map(one => one.part)).toEqual(['name', 'limit', 'legalBasis'])
    expect(found[0]?.lines).toEqual([{ sign: 'CHANGED', before: birth.name, after: 'Tên mới' }])
    expect(found[1]?.lines.some(line => line.after?.includes('9 ngày làm việc'))).toBe(true)
    expect(found[2]?.lines.every(line => line.sign === 'REMOVED')).toBe(true)
  })

  test('another promise is another limit, with its line', () => {
    const promised = { DIRECT: { unit: 'WORKING_HOUR' as const, amount: 4 } }
    const found = diff(plain(birth), { content: birth, promised }, 'vi')
    expect(found.map(one => one.part)).toEqual(['limit'])
    expect(found[0]?.lines.filter(line => line.sign !== 'SAME')).toEqual([
      { sign: 'ADDED', before: null, after: 'Trực tiếp: tỉnh cam kết 4 giờ làm việc' },
    ])
  })

  test('papers and their forms are told apart', () => {
    const counted = birth.components.map(group => ({
      ...group,
      papers: group.papers.map(paper => ({ ...paper, copies: paper.copies + 1 })),
    }))
    expect(differing(plain(birth), plain({ ...birth, components: counted }))).toEqual(['papers'])
    const formed = birth.components.map(group => ({
      ...group,
      papers: group.papers.map(paper => ({ ...paper, form: 'Mẫu 99' })),
    }))
    expect(differing(plain(birth), plain({ ...birth, components: formed }))).toEqual(['forms'])
  })
})

describe('lines beside each other', () => {
  test('what stays, goes, comes, and meets', () => {
    expect(aligned(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toEqual([
      { sign: 'SAME', before: 'a', after: 'a' },
      { sign: 'CHANGED', before: 'b', after: 'x' },
      { sign: 'SAME', before: 'c', after: 'c' },
      { sign: 'ADDED', before: null, after: 'd' },
    ])
  })

  test('property: both sides are there, whole and in order', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
    fc.assert(
      fc.property(list, list, (before, after) => {
        const lines = aligned(before, after)
        expect(lines.flatMap(line => line.before ?? [])).toEqual(before)
        expect(lines.flatMap(line => line.after ?? [])).toEqual(after)
        expect(lines.every(line => (line.sign === 'SAME') === (line.before === line.after))).toBe(true)
      }),
    )
  })

  test('very long texts are compared place by place', () => {
    const before = Array.from({ length: 700 }, (_, n) => String(n))
    expect(aligned(before, [...before, 'x']).filter(line => line.sign !== 'SAME')).toHaveLength(1)
  })
})

describe('taking over', () => {
  test('property: what was taken no longer differs from the source, nothing else from before', () => {
    fc.assert(
      fc.property(pair, parts, ({ target, source }, wanted) => {
        const { content, taken } = adoptFrom(target, source, wanted)
        const left = differing(plain(content), plain(source))
        expect(taken).toEqual(expect.arrayContaining(wanted))
        expect(taken.filter(part => left.includes(part))).toEqual([])
        const touched = differing(plain(target), plain(content))
        expect(touched.filter(part => !taken.includes(part))).toEqual([])
        expect(ProcedureContent.safeParse(content).success).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('limits without the ways and fees while the rows stand alike; with them where they do not', () => {
    const longer = {
      ...birth,
      channels: birth.channels.map(rule => ({
        ...rule,
        terms: rule.terms.map(term => ({
          ...term,
          note: 'ghi chú khác',
          limit: { unit: 'WORKING_DAY' as const, amount: 9 },
        })),
      })),
    }
    const wanted: ComponentName[] = ['limit']
    expect(adoptFrom(birth, longer, wanted).taken).toEqual(['limit'])
    expect(differing(plain(adoptFrom(birth, longer, wanted).content), plain(longer))).toEqual(['channels'])
    const fewer = { ...longer, channels: longer.channels.slice(1) }
    expect(adoptFrom(birth, fewer, wanted).taken).toEqual(['channels', 'limit', 'fees'])
  })
})
