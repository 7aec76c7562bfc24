import { formatDateTime, formatNumber, formatPercent } from '#app/kernel/text.ts'
import type { Lang } from '#app/kernel/context.ts'
import { words } from '#app/kernel/words.ts'
import type { Question } from './input.ts'

const MEAN = {
  vi: new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
}

/** 4,63: a mean level, always with two decimals so that columns can be compared. */
export const formatMean = (mean: number | null, lang: Lang): string => (mean === null ? '–' : MEAN[lang].format(mean))

/** Every word of satisfaction, vi and en. */
export const satisfactionWords = words({
  vi: {
    title: 'Mức độ hài lòng',
    rateTitle: 'Đánh giá việc giải quyết hồ sơ',
    rateLead: (code: string, agency: string) => `Hồ sơ ${code}, ${agency}`,
    overall: 'Nhìn chung, bạn hài lòng đến mức nào?',
    overallHelp: 'Chỉ cần chọn một mức rồi bấm “Gửi đánh giá”. Các câu khác không bắt buộc.',
    level: (level: number): string =>
      ({ 1: 'Rất không hài lòng', 2: 'Không hài lòng', 3: 'Bình thường', 4: 'Hài lòng', 5: 'Rất hài lòng' })[level] ??
      '',
    more: 'Đánh giá chi tiết (không bắt buộc)',
    question: (question: Question): string =>
      ({
        attitude: 'Thái độ của người tiếp nhận, giải quyết',
        time: 'Thời gian giải quyết',
        clarity: 'Hướng dẫn rõ ràng, dễ hiểu',
        place: 'Nơi tiếp nhận, trang thiết bị',
      })[question],
    comment: 'Ý kiến khác',
    commentHelp: 'Ý kiến được đọc mà không kèm tên. Đừng viết số điện thoại hay số giấy tờ.',
    send: 'Gửi đánh giá',
    never: 'Việc đánh giá là tự nguyện và không ảnh hưởng đến hồ sơ.',
    thanks: 'Cảm ơn bạn đã đánh giá',
    thanksLead: (level: string, code: string) => `Đã ghi nhận mức “${level}” cho hồ sơ ${code}.`,
    figures: (agency: string, slips: number, share: number | null) =>
      share === null
        ? `${agency} chưa có phiếu đánh giá nào trong 12 tháng qua.`
        : `Trong 12 tháng qua, ${formatPercent(share)} trong ${formatNumber(slips)} người đánh giá ${agency} cho biết hài lòng hoặc rất hài lòng.`,
    already: (at: Date) => `Hồ sơ này đã được đánh giá lúc ${formatDateTime(at)}. Mỗi hồ sơ đánh giá một lần.`,
    notYet: 'Hồ sơ chưa trả kết quả',
    notYetText: 'Có thể đánh giá sau khi nhận kết quả. Liên kết này vẫn dùng được khi đó.',
    feedbackLink: 'Có điều cần phản ánh về việc giải quyết hồ sơ này',
    track: 'Tra cứu hồ sơ',
    /** Officers' side. */
    nav: 'Mức độ hài lòng',
    sub: (from: string, to: string, slips: number) =>
      `từ ${from} đến ${to} · ${formatNumber(slips)} phiếu do người dân tự gửi sau khi nhận kết quả`,
    share: 'Tỷ lệ hài lòng',
    shareNote: 'hài lòng và rất hài lòng trên tổng số phiếu',
    slips: 'Số phiếu',
    satisfied: 'Hài lòng',
    mean: 'Điểm trung bình',
    meanNote: 'trên thang 5',
    perMonth: 'Theo tháng',
    perAgency: 'Theo cơ quan',
    perProcedure: 'Theo thủ tục',
    perLevel: 'Theo mức đánh giá',
    perQuestion: 'Theo câu hỏi',
    month: 'Tháng',
    agency: 'Cơ quan',
    procedure: 'Thủ tục',
    levelHead: 'Mức',
    questionHead: 'Câu hỏi',
    key: 'Mã',
    from: 'Từ ngày',
    to: 'Đến ngày',
    allAgencies: 'Mọi cơ quan',
    comments: 'Ý kiến của người dân',
    commentsEmpty: 'Không có ý kiến nào trong kỳ này.',
    empty: 'Chưa có phiếu nào trong kỳ này.',
    emptyHelp: 'Chọn kỳ dài hơn hoặc cơ quan khác. Phiếu có sau khi người dân nhận kết quả và tự đánh giá.',
    export: 'Xuất Excel',
    monthsSentence: (first: string, last: string) => `Tỷ lệ hài lòng theo tháng, từ ${first} đến ${last}.`,
    levelsSentence: (top: string, n: string) => `Nhiều nhất là “${top}” với ${n} phiếu.`,
  },
  en: {
    title: 'Satisfaction',
    rateTitle: 'Rate how your dossier was handled',
    rateLead: (code: string, agency: string) => `Dossier ${code}, ${agency}`,
    overall: 'All in all, how satisfied are you?',
    overallHelp: 'Choose one and press “Send rating”. All other questions are optional.',
    level: (level: number): string =>
      ({ 1: 'Very dissatisfied', 2: 'Dissatisfied', 3: 'Neither', 4: 'Satisfied', 5: 'Very satisfied' })[level] ?? '',
    more: 'Rate in detail (optional)',
    question: (question: Question): string =>
      ({
        attitude: 'Attitude of the people who handled it',
        time: 'Time it took',
        clarity: 'Clear and simple guidance',
        place: 'The place and its equipment',
      })[question],
    comment: 'Anything else',
    commentHelp: 'Read without your name. Please leave out telephone and identity numbers.',
    send: 'Send rating',
    never: 'Rating is voluntary and changes nothing about your dossier.',
    thanks: 'Thank you for rating',
    thanksLead: (level: string, code: string) => `“${level}” was recorded for dossier ${code}.`,
    figures: (agency: string, slips: number, share: number | null) =>
      share === null
        ? `Nobody has rated ${agency} in the last 12 months.`
        : `In the last 12 months ${formatPercent(share, 'en')} of ${formatNumber(slips, 'en')} people who rated ${agency} were satisfied or very satisfied.`,
    already: (at: Date) => `This dossier was rated at ${formatDateTime(at)}. Each dossier is rated once.`,
    notYet: 'The result has not been handed over',
    notYetText: 'You can rate once you have it. This link will still work then.',
    feedbackLink: 'Send feedback about how this dossier was handled',
    track: 'Look up a dossier',
    nav: 'Satisfaction',
    sub: (from: string, to: string, slips: number) =>
      `${from} to ${to} · ${formatNumber(slips, 'en')} slips people gave themselves after the result`,
    share: 'Share satisfied',
    shareNote: 'satisfied and very satisfied of all slips',
    slips: 'Slips',
    satisfied: 'Satisfied',
    mean: 'Mean',
    meanNote: 'of 5',
    perMonth: 'By month',
    perAgency: 'By agency',
    perProcedure: 'By procedure',
    perLevel: 'By level',
    perQuestion: 'By question',
    month: 'Month',
    agency: 'Agency',
    procedure: 'Procedure',
    levelHead: 'Level',
    questionHead: 'Question',
    key: 'Code',
    from: 'From',
    to: 'To',
    allAgencies: 'Every agency',
    comments: 'What people wrote',
    commentsEmpty: 'Nobody wrote anything in this period.',
    empty: 'There are no slips in this period.',
    emptyHelp: 'Choose a longer period or another agency. A slip exists once somebody has the result and rates.',
    export: 'Export to Excel',
    monthsSentence: (first: string, last: string) => `Share satisfied by month, from ${first} to ${last}.`,
    levelsSentence: (top: string, n: string) => `Most often “${top}”, ${n} slips.`,
  },
})

export type SatisfactionWords = (typeof satisfactionWords)['vi']
