import type { Option } from './fields.tsx'

/** What is asked, in one language: the shape the renderer of questions draws. */

/** When a part is asked. */
export type Asked = {
  /** '“Hình thức” là “Trực tuyến”': read after "Chỉ điền khi". */
  words: string
  /** The rule the script decides by. */
  rule: unknown
  /** Whether it holds for what was typed so far; a script that is coming then hides the part at once. */
  holds?: boolean
}

/** A question in one language. `boxes`, `place` and `rows` have questions of their own. */
export type Question = {
  key: string
  type:
    | 'text'
    | 'textarea'
    | 'date'
    | 'partialDate'
    | 'number'
    | 'money'
    | 'oneOf'
    | 'severalOf'
    | 'digits'
    | 'phone'
    | 'email'
    | 'boxes'
    | 'place'
    | 'rows'
  label: string
  required: boolean
  help?: string | undefined
  options?: readonly Option[] | undefined
  autoComplete?: string | undefined
  when?: Asked | undefined
  questions?: readonly Question[] | undefined
  /** Of rows: how many at least and at most. */
  least?: number | undefined
  most?: number | undefined
}

export type QuestionSection = {
  key: string
  title: string
  help?: string | undefined
  when?: Asked | undefined
  questions: readonly Question[]
}

/** What a place is chosen from: the second list hangs on the first. */
export type PlaceLists = {
  outer: readonly Option[]
  inner: (outer: string) => readonly Option[]
  /** The first choice whose second list is shown before anything is chosen. */
  home: string
  /** The choice after which the second box is written instead of chosen. */
  written: string
  /** Where the script fetches the second list; `{}` stands for the first choice. Answers {items: [{code, name}]}. */
  source: string
}

/** What the fields of questions are called, by their names: 'Người con (2), Ngày sinh'. */
export function labelsOf(sections: readonly QuestionSection[], name: string): (field: string) => string | undefined {
  const top = sections.flatMap(section => section.questions)
  return field => {
    if (!field.startsWith(`${name}.`)) return undefined
    let among: readonly Question[] = top
    const labels: string[] = []
    for (const part of field.slice(name.length + 1).split('.')) {
      const found = among.find(one => one.key === part)
      if (found) labels.push(found.label)
      else if (/^\d+$/.test(part) && labels.length > 0) labels.push(`${labels.pop()} (${Number(part) + 1})`)
      among = found ? (found.questions ?? []) : among
    }
    return labels.join(', ') || undefined
  }
}
