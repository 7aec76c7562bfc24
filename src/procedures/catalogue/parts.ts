import { tightestOf } from './limits.ts'
import type { DecisionKind } from './rules.ts'
import type { ProcedureContent } from './shape.ts'

export { componentWords as inWords } from './words.ts'

/** The parts a procedure consists of: their names, what a content says in each, which it lacks, which differ. Pure. */

/**
 * The parts a procedure consists of, in the order of the law.
 * law: ND-63-2010#8.2 — name, steps, way of performing, papers, time limit, subjects, agency, result; and where there are any:
 * forms, conditions, fees. Publication adds the legal basis (#15).
 */
export const COMPONENT_NAMES = [
  'name',
  'steps',
  'channels',
  'papers',
  'limit',
  'subjects',
  'agency',
  'result',
  'forms',
  'conditions',
  'fees',
  'legalBasis',
] as const
export type ComponentName = (typeof COMPONENT_NAMES)[number]

/** What an entry of a list names: everything else stands in the ministry's publication. */
export const LIST_PARTS = ['name', 'limit', 'agency', 'legalBasis'] as const satisfies readonly ComponentName[]

/** Parts that a content lacks for a kind of decision. */
export function missingFor(kind: DecisionKind, content: ProcedureContent): ComponentName[] {
  const missing = missingComponents(content)
  if (kind === 'FULL') return missing
  const legalBasis: ComponentName[] = content.legalBases.length === 0 ? ['legalBasis'] : []
  return [...missing, ...legalBasis].filter(part => (LIST_PARTS as readonly ComponentName[]).includes(part))
}

/**
 * Mandatory parts that this content lacks; nothing incomplete is published. A list of papers may hold only papers to show.
 * law: ND-63-2010#8.2.a–h
 */
export function missingComponents(content: ProcedureContent): ComponentName[] {
  const has: [ComponentName, boolean][] = [
    ['name', content.name !== ''],
    ['steps', content.steps.length > 0],
    ['channels', content.channels.length > 0],
    ['papers', content.components.some(group => group.papers.length > 0)],
    ['limit', tightestOf({ content, promised: null }) !== null],
    ['subjects', content.subjects.length > 0],
    ['agency', content.competentAgencyText !== null || content.performingAgencyText !== null],
    ['result', content.results.length > 0],
  ]
  return has.filter(([, there]) => !there).map(([name]) => name)
}

/** What each component of a content says, apart from the others: what is compared when a version follows another. */
export function partsOf(c: ProcedureContent): Record<ComponentName, unknown> {
  const terms = (of: (term: ProcedureContent['channels'][number]['terms'][number]) => unknown) =>
    c.channels.map(rule => [rule.channel, rule.terms.map(of)])
  return {
    name: c.name,
    steps: c.steps,
    channels: terms(term => term.note),
    papers: c.components.map(group => ({ ...group, papers: group.papers.map(paper => ({ ...paper, form: null })) })),
    limit: terms(term => [term.limit, term.limit === null ? term.limitText : null, term.illustrative]),
    subjects: c.subjects,
    agency: [c.competentAgencyText, c.performingAgencyText, c.coordinatingText],
    result: c.results,
    forms: c.components.flatMap(group =>
      group.papers.flatMap(paper => (paper.form === null ? [] : [[paper.name, paper.form]])),
    ),
    conditions: c.conditions,
    fees: terms(term => term.fees),
    legalBasis: c.legalBases,
  }
}

/** Which parts differ between two contents, in the order of the law: what an amending decision has to name. */
export function changedComponents(before: ProcedureContent, after: ProcedureContent): ComponentName[] {
  const [a, b] = [partsOf(before), partsOf(after)]
  return COMPONENT_NAMES.filter(name => canonical(a[name]) !== canonical(b[name]))
}

/** JSON with sorted keys: what was stored as jsonb comes back in another order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
