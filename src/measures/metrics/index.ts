/** The front door of the figures. */

export { type MetricKey, metricKeys } from './definitions.ts'
export { figureHref, metricValue } from './views.ts'
export { counted } from './counted.ts'
export * as periods from './periods.ts'
/** recount, reconcile, rebuild */
export * as metrics from './service.ts'
