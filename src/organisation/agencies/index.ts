/** The front door of the agencies: the tree by day, who sees how much of it, and what builds it. */

export { placesOf } from './places.ts'
export { createAgency, setProvince } from './service.ts'
export { type AgencyNode, type AgencyTree, agencyTree } from './tree.ts'
export { importUnits } from './units.ts'
export { visibleAgencies } from './visible.ts'
