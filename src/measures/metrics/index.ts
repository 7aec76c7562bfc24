/** The front door of the figures. */

export { cellListener } from './jobs.ts'
export { type MetricKey, metricKeys, metrics } from './definitions.ts'
export { figureHref, metricValue, type MetricValue } from './views.ts'
export { counted } from './counted.ts'
export * as places from './rules.ts'
export * as periods from './periods.ts'
export { rebuild, reconcile } from './service.ts'
