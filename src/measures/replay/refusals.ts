import { refuse } from '#app/kernel/refusal.ts'

/** What a replay refuses, by name. */

export function noVersion(code: string, version: string): never {
  const words =
    version === 'draft'
      ? { vi: `Thủ tục ${code} không có quy trình dự thảo.`, en: `Procedure ${code} has no draft process.` }
      : {
          vi: `Thủ tục ${code} không có quy trình số ${version}.`,
          en: `Procedure ${code} has no process no. ${version}.`,
        }
  refuse('NO_SUCH_PROCESS', 404, words, { fields: { version: words } })
}

export function noLimit(): never {
  const words = {
    vi: 'Hãy ghi thời hạn muốn thử, ví dụ 3 ngày làm việc, hoặc chọn một quy trình.',
    en: 'Give the limit to try, such as 3 working days, or choose a process.',
  }
  refuse('LIMIT_NEEDED', 422, words, { fields: { amount: words } })
}

export function badLimit(): never {
  const words = {
    vi: 'Không hẹn được thời hạn này: ngày làm việc chia được nửa ngày, giờ chia được 15 phút, ngày và tháng phải chẵn.',
    en: 'This cannot be promised: working days come in halves, hours in quarters, days and months whole.',
  }
  refuse('LIMIT_INVALID', 422, words, { fields: { amount: words } })
}
