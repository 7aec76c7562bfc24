import { permission } from '#app/kernel/permission.ts'
import type { AgencyNode, AgencyTree } from '#app/organisation/agencies/index.ts'
import type { ProcedureContent } from '#app/procedures/catalogue/index.ts'

/** Who may sit at the counter. */
export const permissions = { receive: permission('counter.receive', 'RECEPTION') } as const

/**
 * The agencies that may decide a procedure, one's own first. Any counter of the province receives for all of them.
 * @param home  who decides: COMMUNE, or the code of a department; null: nobody here
 */
export function competentAgencies(tree: AgencyTree, home: string | null, own: number | null): AgencyNode[] {
  if (home === null) return []
  if (home !== 'COMMUNE') {
    const one = tree.byCode(home)
    return one?.code ? [one] : []
  }
  const communes = tree
    .subtree(tree.province())
    .map(id => tree.get(id))
    .filter((node): node is AgencyNode => node?.kind === 'COMMUNE' && node.code !== null)
  return communes.sort((a, b) => Number(b.id === own) - Number(a.id === own) || a.name.localeCompare(b.name, 'vi'))
}

/** A paper to take in, with the name its fields have on the form. */
export interface Asked {
  key: string
  name: string
  form: string | null
  originals: number
  copies: number
  /** Shown and given back, not handed in. */
  mustShow: boolean
  case: string | null
}

/** The cases a procedure tells apart. */
export function casesOf(content: ProcedureContent): string[] {
  return [...new Set(content.components.flatMap(group => group.case ?? []))]
}

/**
 * Papers of every dossier, of the case chosen, and of cases the answers to the form decide (`ruled`). Keys stay the same
 * whatever case is chosen.
 */
export function papersOf(
  content: ProcedureContent,
  chosen: string,
  ruled: { has: (papersOf: string) => boolean } = new Set<string>(),
): Asked[] {
  return content.components.flatMap((group, g) =>
    group.case !== null && group.case !== chosen && !ruled.has(group.case)
      ? []
      : group.papers.flatMap((paper, p) =>
          paper.kind === 'NOTE'
            ? []
            : {
                key: `g${g}p${p}`,
                name: paper.name.slice(0, 500),
                form: paper.form,
                originals: paper.originals,
                copies: paper.copies,
                mustShow: group.mustShow,
                case: group.case,
              },
        ),
  )
}
