/** Days as Vietnamese papers write them, for the browser: what is sent stays `YYYY-MM-DD`, or `YYYY-MM-DDTHH:mm` with a time. */

const WRITTEN = /^(\d{1,2})[/.\s-](\d{1,2})[/.\s-](\d{4})(?:[\sT,]+(\d{1,2})[:hg](\d{2}))?$/
const RUN_TOGETHER = /^(\d{2})(\d{2})(\d{4})$/
const SENT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/

type Parts = [year: number, month: number, day: number, hour?: number, minute?: number]

function partsOf(text: string): Parts | undefined {
  const sent = SENT.exec(text)
  if (sent) return sent.slice(1).filter(Boolean).map(Number) as Parts
  const [, day, month, year, ...time] = WRITTEN.exec(text) ?? RUN_TOGETHER.exec(text) ?? []
  return day ? ([year, month, day, ...time].filter(Boolean).map(Number) as Parts) : undefined
}

/** A typed day as it is sent: 22/11/2026, 22-11-2026, 22.11.2026, 22112026 or 2026-11-22; '' for what is not a day that exists. */
export function readDay(typed: string, withTime: boolean): string {
  const parts = partsOf(typed.trim())
  if (!parts || withTime !== parts.length > 3) return ''
  const [year, month, day, hour = 0, minute = 0] = parts
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute))
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || at.getUTCMinutes() !== minute) return ''
  return at.toISOString().slice(0, withTime ? 16 : 10)
}

/** A sent day as people write it, 22/11/2026 or 22/11/2026 14:30; anything else as it is. */
export function writeDay(sent: string): string {
  const [, year, month, day, hour, minute] = SENT.exec(sent) ?? []
  if (!day) return sent
  return `${day}/${month}/${year}${hour ? ` ${hour}:${minute}` : ''}`
}
