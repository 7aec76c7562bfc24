import { sql } from 'kysely'
import type { Database, Reader } from '#app/kernel/context.ts'
import type { AgencyKind, CodeScheme } from './input.ts'
import { provinceNotSet } from './refusals.ts'
import { type AgencyVersion, holdsOn, isPart } from './rules.ts'

/**
 * The tree of agencies in memory. All versions are read once for each stamp of organisation.tree_stamp (a few thousand
 * rows), trees by day are made from them. A change made through another process shows within two seconds.
 */

export interface AgencyNode {
  id: number
  name: string
  shortName: string
  kind: AgencyKind
  parentId: number | null
  /** The identifier for data exchange where it has one, else our own, else the territory's. */
  code: string | null
  /** Statistics code of the territory, for provinces and communes. */
  territory: string | null
}

/** All agencies as they stand on one day. */
export interface AgencyTree {
  day: string
  get: (id: number) => AgencyNode | undefined
  byCode: (code: string) => AgencyNode | undefined
  /** Direct children in order of code and name. */
  children: (id: number) => readonly AgencyNode[]
  /** Ids of the agency and everything below it. */
  subtree: (id: number) => readonly number[]
  /** The agency whose work it is: itself, or the nearest above that is not a division or a commune's centre. */
  homeOf: (id: number) => number
  /**
   * Whether it is for an agency or one below it to decide where a procedure is at home: at communes ('COMMUNE') or at the
   * agency of a code. For the province, and for null, it always is.
   */
  decides: (id: number | null) => (home: string | null) => boolean
  /** From the root to the agency itself. */
  path: (id: number) => readonly AgencyNode[]
  roots: () => readonly AgencyNode[]
  /** Root of the province this installation serves. @throws Refusal PROVINCE_NOT_SET */
  province: () => number
}

interface VersionRow extends AgencyVersion {
  name: string
  shortName: string
  kind: AgencyKind
}
interface CodeRow {
  agencyId: number
  scheme: CodeScheme
  code: string
  validFrom: string
  validTo: string | null
}
interface Forest {
  stamp: string
  versions: VersionRow[]
  codes: CodeRow[]
  province: number | null
  byDay: Map<string, AgencyTree>
}

const LOOK_AGAIN_MS = 2_000
const KEPT_FORESTS = 8
const KEPT_DAYS = 16
/** A stamp is random, so that the same stamp means the same tree, whatever connection it was read by. */
const forests = new Map<string, Forest>()
const seen = new WeakMap<Reader, { forest: Forest; lookAgainAt: number }>()

/** The whole tree valid on a day. Costs nothing when asked again, one small query every two seconds, one large one after a change. */
export async function agencyTree(db: Reader, day: string): Promise<AgencyTree> {
  const forest = await currentForest(db)
  const known = forest.byDay.get(day)
  if (known) return known
  const tree = plant(forest, day)
  if (forest.byDay.size >= KEPT_DAYS) forest.byDay.delete(forest.byDay.keys().next().value as string)
  forest.byDay.set(day, tree)
  return tree
}

/** What those who have just changed the tree say, so that the next look is a fresh one. */
export function treeChanged(db: Database): void {
  seen.delete(db)
}

async function currentForest(db: Reader): Promise<Forest> {
  const last = seen.get(db)
  const now = performance.now()
  if (last && now < last.lookAgainAt) return last.forest
  const { rows } = await sql<{ stamp: string }>`select stamp from organisation.tree_stamp`.execute(db)
  const forest = forests.get(rows[0]?.stamp ?? '') ?? (await readForest(db))
  seen.set(db, { forest, lookAgainAt: now + LOOK_AGAIN_MS })
  return forest
}

/** One statement, so that stamp and rows belong together. */
async function readForest(db: Reader): Promise<Forest> {
  const { rows } = await sql<Omit<Forest, 'byDay'>>`
    select (select stamp from organisation.tree_stamp) as stamp,
           (select value::text::int from kernel.parameter where name = 'province' order by valid_from desc limit 1) as province,
           (select coalesce(jsonb_agg(jsonb_build_object('agencyId', agency_id, 'validFrom', valid_from, 'validTo', valid_to,
                     'kind', kind, 'name', name, 'shortName', short_name, 'parentId', parent_id) order by agency_id, valid_from), '[]')
              from organisation.agency_version) as versions,
           (select coalesce(jsonb_agg(jsonb_build_object('agencyId', agency_id, 'scheme', scheme, 'code', code,
                     'validFrom', valid_from, 'validTo', valid_to)), '[]')
              from organisation.agency_code) as codes`.execute(db)
  const forest: Forest = { ...(rows[0] as Omit<Forest, 'byDay'>), byDay: new Map() }
  if (forests.size >= KEPT_FORESTS) forests.delete(forests.keys().next().value as string)
  forests.set(forest.stamp, forest)
  return forest
}

const BEST: readonly CodeScheme[] = ['TERRITORY', 'LOCAL', 'AGENCY']

function plant(forest: Forest, day: string): AgencyTree {
  const nodes = new Map<number, AgencyNode>()
  for (const v of forest.versions) {
    if (!holdsOn(v, day)) continue
    nodes.set(v.agencyId, {
      id: v.agencyId,
      name: v.name,
      shortName: v.shortName,
      kind: v.kind,
      parentId: v.parentId,
      code: null,
      territory: null,
    })
  }
  const coded = new Map<string, AgencyNode>()
  for (const scheme of BEST) {
    for (const row of forest.codes) {
      const node = row.scheme === scheme && holdsOn(row, day) ? nodes.get(row.agencyId) : undefined
      if (!node) continue
      node.code = row.code
      if (scheme === 'TERRITORY') node.territory = row.code
      coded.set(row.code, node)
    }
  }
  const below = new Map<number, AgencyNode[]>()
  const roots: AgencyNode[] = []
  for (const node of nodes.values()) {
    if (node.parentId === null) {
      roots.push(node)
      continue
    }
    const siblings = below.get(node.parentId)
    if (siblings) siblings.push(node)
    else below.set(node.parentId, [node])
  }
  for (const siblings of [roots, ...below.values()]) siblings.sort(byCodeThenName)
  const subtrees = new Map<number, number[]>()
  const subtree = (id: number): number[] => {
    const known = subtrees.get(id)
    if (known) return known
    const ids = nodes.has(id) ? [id, ...(below.get(id) ?? []).flatMap(child => subtree(child.id))] : []
    subtrees.set(id, ids)
    return ids
  }
  const decides = (id: number | null): ((home: string | null) => boolean) => {
    const kind = id === null ? null : nodes.get(id)?.kind
    if (id === null || kind === 'PROVINCE') return () => true
    const within = new Set(subtree(id))
    return home => (home === 'COMMUNE' ? kind === 'COMMUNE' : home !== null && within.has(coded.get(home)?.id ?? 0))
  }
  const path = (id: number): AgencyNode[] => {
    const found: AgencyNode[] = []
    for (let at = nodes.get(id); at; at = at.parentId === null ? undefined : nodes.get(at.parentId)) found.unshift(at)
    return found
  }
  return {
    day,
    get: id => nodes.get(id),
    byCode: code => coded.get(code),
    children: id => below.get(id) ?? [],
    subtree,
    homeOf: id => path(id).findLast(node => !isPart(node.kind))?.id ?? id,
    decides,
    path,
    roots: () => roots,
    province: () => forest.province ?? roots.find(root => root.kind === 'PROVINCE')?.id ?? provinceNotSet(),
  }
}

const alphabet = new Intl.Collator('vi')

/** Those without a code last. */
function byCodeThenName(a: AgencyNode, b: AgencyNode): number {
  return alphabet.compare(a.code ?? '~', b.code ?? '~') || alphabet.compare(a.name, b.name)
}
