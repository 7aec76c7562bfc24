import type { Lang } from './context.ts'

/** How Vietnamese figures and dates are written on screens and papers. Pure; zone Asia/Ho_Chi_Minh (UTC+7, no DST). */

const ZONE_MS = 7 * 3_600_000
const two = (n: number): string => String(n).padStart(2, '0')

/** The parts of an instant on a wall clock in Việt Nam. */
export function wallClock(at: Date) {
  const local = new Date(at.getTime() + ZONE_MS)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    /** 1 Monday … 7 Sunday */
    weekday: ((local.getUTCDay() + 6) % 7) + 1,
  }
}

/** The civil day of an instant in Việt Nam, 'YYYY-MM-DD'. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + ZONE_MS).toISOString().slice(0, 10)
}

/** The instant at which a civil day begins in Việt Nam. */
export function startOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - ZONE_MS)
}

/** `day` moved by n civil days. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
}

/** '2026-09-04T16:00:00+07:00' */
export function isoLocal(at: Date): string {
  return `${new Date(at.getTime() + ZONE_MS).toISOString().slice(0, 19)}+07:00`
}

/** 23/11/2026, from an instant or a civil day. */
export function formatDate(value: Date | string): string {
  const day = typeof value === 'string' ? value.slice(0, 10) : dayOf(value)
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}

/** 14:30 */
export function formatTime(at: Date): string {
  const w = wallClock(at)
  return `${two(w.hour)}:${two(w.minute)}`
}

/** 23/11/2026 14:30 */
export function formatDateTime(at: Date): string {
  return `${formatDate(at)} ${formatTime(at)}`
}

const WEEKDAYS = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const

/** thứ Hai, … Chủ nhật */
export function weekdayName(at: Date, lang: Lang): string {
  return WEEKDAYS[lang][wallClock(at).weekday - 1] ?? ''
}

const GROUPED = { vi: new Intl.NumberFormat('vi-VN'), en: new Intl.NumberFormat('en-GB') }
const PERCENT = {
  vi: new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
}

/** 7.599 (vi), 7,599 (en) */
export function formatNumber(n: number, lang: Lang = 'vi'): string {
  return GROUPED[lang].format(n)
}

/** A share in percent with two decimals, half up: 51,25 %. */
export function formatPercent(percent: number, lang: Lang = 'vi'): string {
  return `${PERCENT[lang].format(roundHalfUp(percent, 2))} %`
}

/** 150.000 đ */
export function formatMoney(dong: number, lang: Lang = 'vi'): string {
  return `${formatNumber(dong, lang)} đ`
}

/** Rounds half away from zero on decimal digits; the epsilon keeps 1.005 from becoming 1.00. */
export function roundHalfUp(n: number, digits: number): number {
  const f = 10 ** digits
  return (Math.sign(n) * Math.round(Math.abs(n) * f + 1e-9)) / f
}

/** a / b in percent, or null where nothing was counted: nobody gets 0 % or 100 % out of nothing. */
export function percentOf(a: number, b: number): number | null {
  return b === 0 ? null : roundHalfUp((a / b) * 100, 2)
}

/** Working minutes in words: "1 ngày 5 giờ 20 phút" with days of `minutesPerDay` working minutes. */
export function formatWorking(minutes: number, lang: Lang = 'vi', minutesPerDay = 480): string {
  const total = Math.max(0, Math.round(minutes))
  const parts: [number, string, string][] = [
    [Math.floor(total / minutesPerDay), 'ngày', 'd'],
    [Math.floor((total % minutesPerDay) / 60), 'giờ', 'h'],
    [(total % minutesPerDay) % 60, 'phút', 'min'],
  ]
  const shown = parts.filter(([n]) => n > 0).map(([n, vi, en]) => `${n} ${lang === 'vi' ? vi : en}`)
  return shown.join(' ') || (lang === 'vi' ? '0 phút' : '0 min')
}

/** Lower case without diacritics: what every search_text column holds and every search compares. */
export function fold(text: string): string {
  return text.replaceAll(/[đĐ]/g, 'd').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** 0400••••••17: enough to recognise, not enough to use. */
export function mask(value: string, head = 4, tail = 2): string {
  if (value.length <= head + tail) return '•'.repeat(value.length)
  return value.slice(0, head) + '•'.repeat(value.length - head - tail) + value.slice(value.length - tail)
}
