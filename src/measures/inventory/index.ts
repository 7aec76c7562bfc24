/** The front door of the inventory: how many procedures of each kind there are, on any day. */

export { type FigureCode, levelOf, type ProcedureMetricKey, procedureMetrics } from './rules.ts'
export { inventory, type Inventory, inventoryHref, inventoryShare } from './views.ts'
