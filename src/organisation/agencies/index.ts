/** The front door of the agencies: the tree by day, and the verbs that change it. */

export { type Places, placesOf } from './places.ts'
export { type AgencyNode, type AgencyTree, agencyTree } from './tree.ts'
export { addCode, closeAgency, createAgency, moveAgency, renameAgency, setProvince, succeed } from './service.ts'
export { importUnits } from './units.ts'
