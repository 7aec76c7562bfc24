export { reportsPages } from './doors.tsx'
