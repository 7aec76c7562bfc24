/** The front door of provision: how procedures are provided, on any day. */

export { type Mechanism, mechanisms } from './input.ts'
export { recordFacts } from './service.ts'
export { type Provided, provided } from './views.ts'
