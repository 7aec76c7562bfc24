/** Reads the short lists of a crawled page that have a closed vocabulary: levels, kind of procedure, subjects. */
import type { Review } from './crawl-review.ts'
import type { ProcedureContent } from '../catalogue/index.ts'
import type { LawKind, Level, Subject } from './shape.ts'

const LEVEL_LABELS = {
  'Cấp bộ': 'MINISTRY',
  'Cấp tỉnh': 'PROVINCE',
  'Cấp xã': 'COMMUNE',
  'Cơ quan khác': 'OTHER',
} as const satisfies Record<string, Level>

const LAW_KIND_LABELS = {
  'TTHC được giao luật quy định chi tiết': 'DETAILS_A_LAW',
  'TTHC không được luật giao cho địa phương quy định': 'LOCAL_WITHOUT_LAW',
  'Loại khác': 'OTHER',
} as const satisfies Record<string, LawKind>

const SUBJECT_LABELS = {
  'Công dân Việt Nam': 'CITIZEN',
  'Người Việt Nam định cư ở nước ngoài': 'OVERSEAS_VIETNAMESE',
  'Người nước ngoài': 'FOREIGNER',
  'Người nước ngoài cư trú tại Việt Nam': 'RESIDENT_FOREIGNER',
  'Cán bộ, công chức, viên chức': 'PUBLIC_OFFICIAL',
  'Doanh nghiệp': 'ENTERPRISE',
  'Doanh nghiệp Việt Nam': 'VIETNAMESE_ENTERPRISE',
  'Doanh nghiệp có vốn đầu tư nước ngoài': 'FOREIGN_INVESTED_ENTERPRISE',
  'Hợp tác xã': 'COOPERATIVE',
  'Tổ chức (không bao gồm doanh nghiệp, HTX)': 'ORGANISATION',
  'Tổ chức nước ngoài': 'FOREIGN_ORGANISATION',
  'Đảng viên': 'PARTY_MEMBER',
  'Tổ chức Đảng': 'PARTY_ORGANISATION',
} as const satisfies Record<string, Subject>

/** The levels, in the order of the page. */
export function readLevels(text: string, review: Review): Level[] {
  const { found, unknown } = cutList(text, LEVEL_LABELS)
  for (const word of unknown) {
    review.warn('LEVEL_UNKNOWN')
    review.keep('levels', word)
  }
  return found.length > 0 ? found.map(item => item.value) : ['OTHER']
}

/** The kind of procedure; null when the page leaves it blank, as it does for internal procedures. */
export function readLawKind(text: string, review: Review): LawKind | null {
  const kind = LAW_KIND_LABELS[text as keyof typeof LAW_KIND_LABELS] as LawKind | undefined
  if (kind === undefined && text !== '') {
    review.warn('LAW_KIND_UNKNOWN')
    review.keep('lawKind', text)
  }
  return kind ?? null
}

/** The subjects, each with its own words; a name that the list does not know becomes `OTHER`. */
export function readSubjects(text: string, review: Review): ProcedureContent['subjects'] {
  const { found, unknown } = cutList(text, SUBJECT_LABELS)
  for (const _ of unknown) review.warn('SUBJECT_UNKNOWN')
  return [
    ...found.map(({ label, value }) => ({ subject: value, name: label })),
    ...unknown.map(name => ({ subject: 'OTHER' as const, name })),
  ]
}

/** Cuts a list joined by commas whose names hold commas themselves, longest name first. */
function cutList<T extends string>(
  text: string,
  labels: Record<string, T>,
): { found: { label: string; value: T }[]; unknown: string[] } {
  const names = Object.keys(labels).toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?:^|, ?)(?:${names.map(name => RegExp.escape(name)).join('|')})(?=$|,)`, 'gu')
  const found: { label: string; value: T }[] = []
  const rest = text.trim().replace(pattern, match => {
    const label = match.replace(/^, ?/, '')
    const value = labels[label]
    if (value !== undefined) found.push({ label, value })
    return '\n'
  })
  return {
    found,
    unknown: rest
      .split(/\n|, ?/)
      .map(word => word.trim())
      .filter(word => word !== ''),
  }
}
