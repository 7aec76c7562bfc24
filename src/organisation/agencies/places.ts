import type { AgencyNode, AgencyTree } from './tree.ts'

/** The map as people write addresses: provinces and communes by their territory codes and everyday names. Pure. */

export interface Place {
  /** Territory code: two digits of a province, five of a commune. */
  code: string
  name: string
}

/** Addresses as one day's tree knows them. */
export interface Places {
  /** Provinces that have communes, the one this installation serves first. */
  provinces: readonly Place[]
  communes: (province: string) => readonly Place[]
  /** 'Phường Trường Vinh' of a code; undefined for one the tree does not know. */
  nameOf: (code: string) => string | undefined
  /** The province a commune lies in. */
  provinceOf: (commune: string) => string | undefined
}

const known = new WeakMap<AgencyTree, Places>()
const alphabet = new Intl.Collator('vi', { numeric: true })

/** Made once for each tree. */
export function placesOf(tree: AgencyTree): Places {
  const made = known.get(tree) ?? draw(tree)
  known.set(tree, made)
  return made
}

function draw(tree: AgencyTree): Places {
  const communes = new Map<string, Place[]>()
  const roots = tree.roots().filter(root => root.kind === 'PROVINCE' && root.territory !== null)
  const own = roots.length > 0 ? tree.province() : null
  const provinces = roots
    .toSorted((a, b) => Number(b.id === own) - Number(a.id === own) || alphabet.compare(a.name, b.name))
    .flatMap(root => {
      const below = tree.subtree(root.id).flatMap(id => {
        const node = tree.get(id)
        return node?.kind === 'COMMUNE' ? placeOf(node) : []
      })
      const [place] = placeOf(root)
      if (!place || below.length === 0) return []
      communes.set(
        place.code,
        below.toSorted((a, b) => alphabet.compare(a.name, b.name)),
      )
      return place
    })
  const all = new Map([...provinces, ...[...communes.values()].flat()].map(place => [place.code, place.name]))
  const above = new Map([...communes].flatMap(([province, list]) => list.map(one => [one.code, province] as const)))
  return {
    provinces,
    communes: province => communes.get(province) ?? [],
    nameOf: code => all.get(code),
    provinceOf: commune => above.get(commune),
  }
}

/** A people's committee is called as its place is: 'phường Trường Vinh' → 'Phường Trường Vinh'. */
const placeOf = (node: AgencyNode): Place[] =>
  node.territory === null
    ? []
    : [{ code: node.territory, name: node.shortName.charAt(0).toLocaleUpperCase('vi') + node.shortName.slice(1) }]
