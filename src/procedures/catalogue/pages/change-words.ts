import { formatDate } from '#app/kernel/text.ts'
import { words } from '#app/kernel/words.ts'

/** What the comparison of versions says. */
export const changeWords = words({
  vi: {
    changes: 'Thay đổi so với bản trước',
    against: (code: string, no: number) => `So với thủ tục ${code}, phiên bản ${no}.`,
    none: 'Không có bộ phận nào thay đổi.',
    first: 'Đây là bản đầu tiên, không có bản trước để so sánh.',
    before: 'Trước',
    after: 'Sau',
    added: 'thêm',
    removed: 'bỏ',
    compare: 'So với bản quốc gia',
    compareTitle: 'Bản tại tỉnh và bản quốc gia',
    compareLead: (no: number, state: string, at: Date) =>
      `Bên trái là phiên bản ${no} (${state}), bên phải là bản sao quốc gia nhận ngày ${formatDate(at)}.`,
    equal: 'Hai bản giống nhau ở mọi bộ phận.',
    local: 'Tại tỉnh',
    national: 'Quốc gia',
    adopt: 'Tiếp thu vào dự thảo',
    adoptLead:
      'Chọn bộ phận lấy theo bản quốc gia. Thời hạn và phí nằm trong cùng bảng với cách thức: khi số dòng khác nhau, chúng được lấy cùng nhau.',
    parts: 'Bộ phận lấy theo bản quốc gia',
    state_DRAFT: 'dự thảo',
    state_PUBLISHED: 'đã công bố',
    state_CLOSED: 'đã kết thúc',
    state_IMPORTED: 'bản quốc gia',
    successor: 'Được thay thế bằng thủ tục',
  },
  en: {
    changes: 'Changes from the version before',
    against: (code: string, no: number) => `Against procedure ${code}, version ${no}.`,
    none: 'No component changes.',
    first: 'This is the first version; there is none before it to compare.',
    before: 'Before',
    after: 'After',
    added: 'added',
    removed: 'removed',
    compare: 'Against the national copy',
    compareTitle: 'The local text and the national copy',
    compareLead: (no: number, state: string, at: Date) =>
      `To the left version ${no} (${state}), to the right the national copy received on ${formatDate(at)}.`,
    equal: 'The two are alike in every component.',
    local: 'Here',
    national: 'National',
    adopt: 'Take over into the draft',
    adoptLead:
      'Choose the components to take from the national copy. Limits and fees stand in one table with the ways of filing: where their rows differ in number they are taken together.',
    parts: 'Components taken from the national copy',
    state_DRAFT: 'draft',
    state_PUBLISHED: 'published',
    state_CLOSED: 'ended',
    state_IMPORTED: 'national copy',
    successor: 'Replaced by procedure',
  },
})
