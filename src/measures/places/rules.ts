import type { Actor } from '#app/kernel/context.ts'
import { refuse } from '#app/kernel/refusal.ts'
import type { AgencyTree } from '#app/organisation/agencies/index.ts'

/** Whose figures somebody may see, and whose are shown. Pure. */

/** Roles that look after the whole province; at a commune they look after the commune. */
const PROVINCE_WIDE = ['CONTROL', 'ADMIN', 'REFORM', 'INSPECTOR']

/**
 * Whose figures an actor may see: null for the whole province, else the root of a subtree; undefined: nobody's. Machines
 * and the system act for the province.
 */
export function scopeOf(actor: Actor, tree: AgencyTree): number | null | undefined {
  if (actor.kind === 'MACHINE' || actor.kind === 'SYSTEM') return null
  const own = actor.agencyId === null ? null : tree.homeOf(actor.agencyId)
  const atCommune = own !== null && tree.get(own)?.kind === 'COMMUNE'
  if (!atCommune && actor.roles.some(role => PROVINCE_WIDE.includes(role))) return null
  if (own !== null && tree.get(own)?.kind === 'PROVINCE') return null
  return own ?? undefined
}

/** The agency whose figures are shown; null: the whole province. */
export interface Place {
  id: number | null
  code: string | null
  name: string
  /** Ids its dossiers may have as home; null: all. */
  agencyIds: readonly number[] | null
}

/**
 * The place somebody asks for by its code, or by default the widest they may see.
 * @throws Refusal UNKNOWN_AGENCY, NOT_YOUR_AGENCY
 */
export function placeFor(actor: Actor, tree: AgencyTree, code: string | undefined): Place {
  const scope = scopeOf(actor, tree)
  if (scope === undefined) notYours()
  if (!code) return scope === null ? wholeProvince(tree) : placeOf(tree, scope)
  const node = tree.byCode(code)
  if (!node) unknownAgency(code)
  if (scope !== null && !tree.subtree(scope).includes(node.id)) notYours()
  return node.kind === 'PROVINCE' && node.id === tree.province() ? wholeProvince(tree) : placeOf(tree, node.id)
}

/** The agencies somebody may choose between: homes of dossiers within their scope, the widest first. */
export function placesFor(actor: Actor, tree: AgencyTree): Place[] {
  const scope = scopeOf(actor, tree)
  if (scope === undefined) return []
  const root = scope ?? tree.province()
  const homes = tree.subtree(root).filter(id => tree.homeOf(id) === id && id !== root)
  const first = scope === null ? wholeProvince(tree) : placeOf(tree, root)
  return [first, ...homes.map(id => placeOf(tree, id))]
}

export function placeOf(tree: AgencyTree, id: number): Place {
  const node = tree.get(id)
  return { id, code: node?.code ?? null, name: node?.name ?? `#${id}`, agencyIds: node ? tree.subtree(id) : [id] }
}

export function wholeProvince(tree: AgencyTree): Place {
  // An installation that is being set up has no province yet, and no dossiers.
  const isThere = tree.roots().some(root => root.kind === 'PROVINCE')
  return { id: null, code: null, name: isThere ? (tree.get(tree.province())?.name ?? '') : '', agencyIds: null }
}

function unknownAgency(code: string): never {
  refuse(
    'UNKNOWN_AGENCY',
    422,
    {
      vi: `Không có cơ quan nào mang mã “${code.slice(0, 40)}” vào ngày này.`,
      en: `No agency has the code “${code.slice(0, 40)}” on this day.`,
    },
    { fields: { agency: { vi: 'Mã cơ quan không có.', en: 'There is no such agency code.' } } },
  )
}

function notYours(): never {
  refuse('NOT_YOUR_AGENCY', 403, {
    vi: 'Bạn chỉ xem được số liệu của cơ quan mình và các đơn vị trực thuộc.',
    en: 'You can only see the figures of your own agency and of what belongs to it.',
  })
}
