import { permission } from '#app/kernel/permission.ts'
import { issueWords } from '#app/kernel/input.ts'
import type { Words2 } from '#app/kernel/refusal.ts'
import type { AgencyTree } from '#app/organisation/agencies/index.ts'
import type { ProcedureContent, ProcedureForIntake } from '#app/procedures/catalogue/index.ts'
import { type Answers, fillIn } from '#app/procedures/forms/index.ts'
import { dossierInput } from '../dossiers/index.ts'

/** What a draft of a dossier is and what is still wrong with it. Pure. */

export const permissions = {
  /** Everybody's pages. */
  see: permission('portal.see', 'PUBLIC'),
  /** Filing and one's own dossiers. */
  own: permission('portal.own', 'CITIZEN'),
} as const

/** The steps of filing after "before you begin", in order. */
export const steps = ['agency', 'applicant', 'answers', 'papers', 'delivery', 'check'] as const
export type Step = (typeof steps)[number]

export const isStep = (text: string | undefined): text is Step => (steps as readonly string[]).includes(text ?? '')

export function stepAfter(step: Step, hasQuestions: boolean): Step {
  const next = steps[steps.indexOf(step) + 1] ?? 'check'
  return next === 'answers' && !hasQuestions ? 'papers' : next
}

export const DRAFT_DAYS = 30
export const MAX_DRAFTS = 20
export const MAX_FILES = 30
/** All files of one draft together. */
export const MAX_DRAFT_BYTES = 100 * 1_048_576

/** What has been typed so far, as it was typed. */
export interface DraftData {
  agencyCode?: string
  /** What was answered before beginning, and to the questions of which form. */
  eligibility?: { formVersionId: number | null; answers: Record<string, string> }
  applicant?: Record<string, string>
  form?: Record<string, unknown>
  resultDelivery?: string
  deliveryAddress?: string
  copies?: string
  /** Names of papers that will be brought on paper. */
  onPaper?: string[]
}

export interface DraftFile {
  /** Name of the paper it belongs to. */
  paper: string
  sha256: string
  name: string
  size: number
}

/** A paper the procedure asks for. The same name under two cases is the same paper. */
export interface AskedPaper {
  name: string
  originals: number
  copies: number
  /** The blank form's name. */
  blank: string | null
  /** Only asked for in this case. */
  case: string | null
}

export interface AskedGroup {
  case: string | null
  /** Shown and given back, not handed in. */
  mustShow: boolean
  papers: AskedPaper[]
}

export function askedGroups(content: Pick<ProcedureContent, 'components'>): AskedGroup[] {
  return content.components.map(group => ({
    case: group.case,
    mustShow: group.mustShow,
    papers: group.papers
      .filter(paper => paper.kind === 'PAPER')
      .map(paper => ({
        // Names from the national database can be longer than a paper's name here.
        name: paper.name.replaceAll(/\s+/g, ' ').trim().slice(0, 480),
        originals: paper.originals,
        copies: paper.copies,
        blank: paper.form,
        case: group.case,
      })),
  }))
}

/** The papers to hand in, each once; by their cases, where the answers decide which are asked for. */
export function askedPapers(
  content: Pick<ProcedureContent, 'components'>,
  isAsked: (papersOf: string | null) => boolean = () => true,
): AskedPaper[] {
  const all = askedGroups(content)
    .filter(group => !group.mustShow && isAsked(group.case))
    .flatMap(group => group.papers)
  return all.filter((paper, at) => all.findIndex(other => other.name === paper.name) === at)
}

/** A paper named twice by the procedure, or one it no longer asks for, keeps its files. */
export function paperOfDossier(draft: { data: DraftData; files: readonly DraftFile[] }, asked: readonly AskedPaper[]) {
  const names = [...new Set([...asked.map(p => p.name), ...draft.files.map(f => f.paper)])]
  return names.flatMap(name => {
    const files = draft.files.filter(file => file.paper === name)
    const paper = asked.find(p => p.name === name)
    const brought = draft.data.onPaper?.includes(name) ?? false
    if (files.length === 0 && !brought) return []
    const counts = brought && paper ? { originals: paper.originals, copies: paper.copies } : { originals: 0, copies: 0 }
    const [first, ...more] = files
    return [
      { name, ...counts, ...(first ? { fileSha256: first.sha256, fileName: first.name } : {}) },
      ...more.map((file, i) => ({
        name: `${name.slice(0, 480)} (${i + 2})`,
        originals: 0,
        copies: 0,
        fileSha256: file.sha256,
        fileName: file.name,
      })),
    ]
  })
}

export type Problems = Record<string, Words2>

const toFill: Words2 = { vi: 'Hãy điền mục này.', en: 'Fill this in.' }
const choose: Words2 = { vi: 'Hãy chọn một mục.', en: 'Choose one.' }

function applicantProblems(data: DraftData): Problems {
  const given = Object.fromEntries(Object.entries(data.applicant ?? {}).filter(([, value]) => value !== ''))
  const read = dossierInput.applicantInput.safeParse(given)
  const wrong: Problems = {}
  if (!read.success) {
    for (const issue of read.error.issues) wrong[`applicant.${issue.path.join('.')}`] ??= issueWords(issue)
  }
  // Whoever files on-line must be reachable.
  if (!data.applicant?.['phone']) wrong['applicant.phone'] ??= toFill
  if (!data.applicant?.['address']) wrong['applicant.address'] ??= toFill
  return wrong
}

function deliveryProblems(data: DraftData): Problems {
  const wrong: Problems = {}
  if (!dossierInput.resultDelivery.safeParse(data.resultDelivery).success) wrong['resultDelivery'] = choose
  if (data.resultDelivery === 'POST' && !data.deliveryAddress) wrong['deliveryAddress'] = toFill
  const copies = Number(data.copies ?? '1')
  if (!Number.isInteger(copies) || copies < 1 || copies > 20) {
    wrong['copies'] = { vi: 'Số bộ từ 1 đến 20.', en: 'From 1 to 20.' }
  }
  return wrong
}

/** What the answers of a draft come to. */
export interface Answered {
  /** Right ones, as they will be kept. */
  answers: Answers
  /** By the name of the box: 'form.children.0.born'. */
  wrong: Problems
  /** Asked for by these answers. */
  asked: AskedPaper[]
}

export function answered(
  data: DraftData,
  { content, form }: { content: Pick<ProcedureContent, 'components'>; form: ProcedureForIntake['form'] },
  tree: AgencyTree,
): Answered {
  const keys = new Set(form.sections.flatMap(section => section.fields.map(field => field.key)))
  // A draft may be older than the form: what is no longer asked is no mistake.
  const typed = Object.fromEntries(Object.entries(data.form ?? {}).filter(([key]) => keys.has(key)))
  const { answers, problems, asksPapersOf } = fillIn(form, typed, tree)
  return {
    answers,
    wrong: Object.fromEntries(Object.entries(problems).map(([path, words]) => [`form.${path}`, words])),
    asked: askedPapers(content, asksPapersOf),
  }
}

/** What is wrong with the answers of one step; nothing when one may go on. */
export function problemsOf(
  step: Step,
  { data, answered }: { data: DraftData; answered: Answered },
  agencyCodes: readonly string[],
): Problems {
  switch (step) {
    case 'agency':
      return agencyCodes.includes(data.agencyCode ?? '') ? {} : { agencyCode: choose }
    case 'applicant':
      return applicantProblems(data)
    case 'answers':
      return answered.wrong
    case 'delivery':
      return deliveryProblems(data)
    case 'papers':
    case 'check':
      return {}
  }
  return step satisfies never
}

/** Papers neither sent nor to be brought: no hindrance, but the officer will ask for them. */
export function papersMissing(
  draft: { data: DraftData; files: readonly DraftFile[] },
  asked: readonly AskedPaper[],
): AskedPaper[] {
  return asked.filter(
    paper => !draft.files.some(file => file.paper === paper.name) && !(draft.data.onPaper ?? []).includes(paper.name),
  )
}
