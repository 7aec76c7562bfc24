import { pino, type Logger } from 'pino'

export type Log = Logger

/** One JSON line per happening on stderr; secrets and personal data never reach it. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['password', 'token', 'cookie', 'authorization', '*.password', '*.token'],
    },
    pino.destination({ dest: 2, sync: false }),
  )
}
