/**
 * Cuts the text of a whole page into its sections. The crawler's own fields end at the first occurrence of the next
 * label, also where that label is only mentioned in prose ("theo quy định tại mục Thành phần hồ sơ"), and so some are
 * cut short. On the page a label touches what follows it, which prose never does.
 */

/** A label and how its section begins; sections stand on the page in this order. */
const SECTIONS = {
  steps: /Trình Tự Thực Hiện/u,
  channels: /Cách Thức Thực Hiện(?=Hình thức nộpThời gian)/u,
  components: /Thành phần hồ sơ(?=[^\s:;,.)])/u,
  legalBases: /Căn cứ pháp lý(?=Tên văn bản pháp lýMã văn bản|Không có thông tin)/u,
  performingAgency: /Cơ quan thực hiện(?=[\p{Lu}\p{N}])/u,
  conditions: /Yêu cầu, điều kiện thực hiện/u,
  results: /Kết quả xử lý(?!.*Kết quả xử lý)/su,
} as const satisfies Record<string, RegExp>

export type PageSection = keyof typeof SECTIONS
export type PageSections = Partial<Record<PageSection, string>>

/** The sections found on a page, each up to the next one that is there; a page without a label lacks its section. */
export function sectionsOfPage(page: string): PageSections {
  const found: { section: PageSection; label: number; text: number }[] = []
  let from = 0
  for (const [section, label] of Object.entries(SECTIONS) as [PageSection, RegExp][]) {
    const match = label.exec(page.slice(from))
    if (!match) continue
    const text = from + match.index + match[0].length
    found.push({ section, label: from + match.index, text })
    from = text
  }
  return Object.fromEntries(found.map(({ section, text }, i) => [section, page.slice(text, found[i + 1]?.label)]))
}
