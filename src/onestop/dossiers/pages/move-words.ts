import { words } from '#app/kernel/words.ts'

/** Words of moving a dossier to another process. */
export const moveWords = words({
  vi: {
    lead: 'Hồ sơ đang chạy giữ quy trình lúc tiếp nhận. Chỉ chuyển khi cần; hẹn trả với người dân không đổi.',
    now: (no: number) => `Đang theo quy trình số ${no}.`,
    choose: 'Quy trình mới',
    version: (no: number, from: string, decision: string) => `Số ${no}, từ ${from}${decision ? `, ${decision}` : ''}`,
    compare: 'Xem khác biệt',
    none: 'Thủ tục chưa có quy trình đã phê duyệt nào khác.',
    difference: 'Khác biệt giữa hai quy trình',
    change: 'Thay đổi',
    before: 'Bước đang theo',
    after: 'Bước mới',
    time: 'Thời gian',
    kind_SAME: 'giữ nguyên',
    kind_CHANGED: 'thay đổi',
    kind_ADDED: 'thêm',
    kind_REMOVED: 'bỏ',
    hours: (before: string, after: string) =>
      before && after && before !== after ? `${before}, thành ${after}` : after || before,
    goesOn: (at: string, next: string) => `Hồ sơ đang ở bước ${at}, sẽ tiếp tục ở bước ${next}.`,
    noCounterpart: (at: string) =>
      `Quy trình mới không có bước tương ứng với bước ${at} mà hồ sơ đang ở, nên chưa chuyển được.`,
    notNow: 'Chỉ chuyển được hồ sơ đang được xử lý.',
    reason: 'Lý do chuyển',
    go: 'Chuyển quy trình',
    back: 'Quay lại hồ sơ',
    ask: 'Chuyển hồ sơ sang quy trình này? Việc chuyển được ghi vào lịch sử hồ sơ.',
  },
  en: {
    lead: 'A running dossier keeps the process it was received under. Move it only where needed; its promise stays.',
    now: (no: number) => `It follows process no. ${no}.`,
    choose: 'New process',
    version: (no: number, from: string, decision: string) =>
      `No. ${no}, from ${from}${decision ? `, ${decision}` : ''}`,
    compare: 'Show the difference',
    none: 'The procedure has no other approved process.',
    difference: 'Difference between the two processes',
    change: 'Change',
    before: 'Step followed now',
    after: 'New step',
    time: 'Time',
    kind_SAME: 'same',
    kind_CHANGED: 'changed',
    kind_ADDED: 'added',
    kind_REMOVED: 'removed',
    hours: (before: string, after: string) =>
      before && after && before !== after ? `${before}, now ${after}` : after || before,
    goesOn: (at: string, next: string) => `It stands at step ${at} and would go on at step ${next}.`,
    noCounterpart: (at: string) =>
      `The new process has no step like ${at}, where the dossier stands, so it cannot move.`,
    notNow: 'Only a dossier that is being handled can be moved.',
    reason: 'Reason',
    go: 'Move it',
    back: 'Back to the dossier',
    ask: 'Move the dossier to this process? It is written in the history of the dossier.',
  },
})
