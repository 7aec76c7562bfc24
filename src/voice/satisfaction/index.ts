/** The front door of satisfaction. */

export { rate } from './service.ts'
