export { replayPages } from './doors.tsx'
