export { metricsPages } from './doors.tsx'
