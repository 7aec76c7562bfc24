import { words } from '#app/kernel/words.ts'

/** What stands on printed papers. */
export const paperWords = words({
  vi: {
    national: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    motto: 'Độc lập – Tự do – Hạnh phúc',
    dated: (day: string, month: string, year: string) => `Ngày ${day} tháng ${month} năm ${year}`,
    signMaker: 'Người lập biểu',
    signHead: 'Thủ trưởng cơ quan',
    signNote: '(Ký, ghi rõ họ tên)',
    annexOf: (annex: string) => `Phụ lục ${annex}`,
    about: 'Dự thảo',
    procedure: 'Thủ tục',
    subject: 'Mẫu hoặc yêu cầu được đánh giá',
    no_: 'TT',
    unsigned: 'Bản chưa ký',
    back: 'Quay lại',
  },
  en: {
    national: 'SOCIALIST REPUBLIC OF VIỆT NAM',
    motto: 'Independence – Freedom – Happiness',
    dated: (day: string, month: string, year: string) => `${day}/${month}/${year}`,
    signMaker: 'Made by',
    signHead: 'Head of the agency',
    signNote: '(signature, full name)',
    annexOf: (annex: string) => `Annex ${annex}`,
    about: 'Draft',
    procedure: 'Procedure',
    subject: 'Form or requirement assessed',
    no_: 'No.',
    unsigned: 'Not signed',
    back: 'Back',
  },
})
