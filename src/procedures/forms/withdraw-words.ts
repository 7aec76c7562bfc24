import { formatDate } from '#app/kernel/text.ts'
import { words } from '#app/kernel/words.ts'

/** Words of withdrawing a form without a next one. */
export const withdrawWords = words({
  vi: {
    withdraw: 'Rút mẫu đơn',
    withdrawn: 'Đã rút',
    title: (no: number) => `Rút mẫu đơn, phiên bản ${no}`,
    lead: (from: string) =>
      `Dùng khi mẫu đơn sai hoặc không còn căn cứ mà chưa có bản thay thế. Phiên bản này áp dụng từ ${formatDate(from)}.`,
    leadComing: (from: string) =>
      `Phiên bản này dự kiến áp dụng từ ${formatDate(from)}; sau khi rút, nó không áp dụng ngày nào.`,
    happens: 'Sau khi rút',
    filed: 'Hồ sơ đã nộp giữ nguyên mẫu đơn và câu trả lời của mình.',
    drafts:
      'Người dân đang điền dở được báo ngay trên bản nháp kèm lý do; những gì đã điền vẫn còn nhưng không gửi kèm hồ sơ, giấy tờ đã tải lên giữ nguyên.',
    without: 'Từ ngày đó nộp trực tuyến chỉ hỏi thông tin người nộp và giấy tờ, cho tới khi ban hành phiên bản mới.',
    goesOn: (no: number) => `Phiên bản ${no} tiếp tục áp dụng như trước.`,
    back: 'Đã rút thì không lấy lại được; muốn dùng lại, hãy soạn phiên bản mới (chép từ phiên bản này) và ban hành.',
    effectiveTo: 'Thôi áp dụng từ ngày',
    earliest: (day: string) => `Sớm nhất ${formatDate(day)}.`,
    reason: 'Lý do',
    reasonHelp: 'Người dân đang điền dở đọc được lý do này. Ví dụ: mẫu hỏi thừa giấy tờ Thông tư mới đã bỏ.',
    ended: (no: number, day: string, reason: string) => `Phiên bản ${no} đã rút từ ${formatDate(day)}: ${reason}`,
    never: (day: string) => `chưa từng áp dụng (dự kiến ${formatDate(day)})`,
    cancel: 'Không rút',
  },
  en: {
    withdraw: 'Withdraw the form',
    withdrawn: 'Withdrawn',
    title: (no: number) => `Withdraw version ${no} of the form`,
    lead: (from: string) =>
      `For a form that is wrong or has lost its basis before a next one is ready. This version applies from ${formatDate(from)}.`,
    leadComing: (from: string) => `This version was to apply from ${formatDate(from)}; withdrawn, it never applies.`,
    happens: 'What happens then',
    filed: 'Dossiers filed keep their form and their answers.',
    drafts:
      'Citizens who are filling it in are told so with the reason; what they typed stays but is not sent along, papers they uploaded stay.',
    without: 'From that day filing on-line asks only who files and for papers, until a new version is published.',
    goesOn: (no: number) => `Version ${no} goes on as before.`,
    back: 'This cannot be taken back; to use it again write a new version (a copy of this one) and publish it.',
    effectiveTo: 'No longer applies from',
    earliest: (day: string) => `${formatDate(day)} at the earliest.`,
    reason: 'Reason',
    reasonHelp: 'Citizens who are filling it in read it. For example: it asks for papers the new circular dropped.',
    ended: (no: number, day: string, reason: string) =>
      `Version ${no} was withdrawn from ${formatDate(day)}: ${reason}`,
    never: (day: string) => `never applied (was to from ${formatDate(day)})`,
    cancel: 'Do not withdraw',
  },
})
