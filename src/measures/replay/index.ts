/** The front door of replays. */

export { replayQuery } from './input.ts'
export { permissions as replayPermissions } from './rules.ts'
export { type Replay, replay } from './views.ts'
