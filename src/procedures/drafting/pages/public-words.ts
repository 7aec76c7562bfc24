import { words } from '#app/kernel/words.ts'

/** What the public reads. */
export const publicWords = words({
  vi: {
    publicTitle: 'Góp ý dự thảo văn bản',
    publicLead:
      'Dự thảo quy định thủ tục mới hoặc sửa thủ tục đang có. Ai cũng góp ý được, không cần đăng nhập, không cần nêu tên.',
    publicEmpty: 'Hiện chưa có dự thảo nào lấy ý kiến',
    publicEmptyHelp:
      'Khi có dự thảo mới, cơ quan soạn thảo đăng ở đây. Muốn nói về thủ tục đang áp dụng, hãy gửi phản ánh.',
    openUntil: (at: string) => `Góp ý đến ${at}`,
    closedPublic: 'Đã hết thời gian góp ý',
    whatChanges: 'Thủ tục nào thay đổi',
    readText: 'Nội dung dự thảo',
    yourOpinion: 'Ý kiến của bạn',
    aboutWhich: 'Về điều nào',
    author: 'Tên bạn hoặc tổ chức của bạn',
    authorHelp: 'Chỉ cơ quan soạn thảo đọc được. Đừng ghi số căn cước, số điện thoại trong ý kiến.',
    sendOpinion: 'Gửi ý kiến',
    thanks: 'Đã nhận ý kiến của bạn. Cơ quan soạn thảo phải tiếp thu hoặc giải trình trước khi gửi thẩm định.',
    publicSum: (n: number) => `${n} ý kiến đã gửi`,
    publicAnswered: (accepted: number, partly: number, explained: number) =>
      `Tiếp thu ${accepted}, tiếp thu một phần ${partly}, giải trình ${explained}`,
    adoptedAs: (no: string, from: string) => `Đã ban hành: ${no}, có hiệu lực từ ${from}`,
    sendFeedback: 'Gửi phản ánh',
  },
  en: {
    publicTitle: 'Say what you think of draft rules',
    publicLead:
      'These drafts make new procedures or change some. Anybody may comment, without signing in and without a name.',
    publicEmpty: 'No draft is open for comment now',
    publicEmptyHelp: 'New drafts are shown here. To say something about a procedure as it is now, send feedback.',
    openUntil: (at: string) => `Open until ${at}`,
    closedPublic: 'The time for comments is over',
    whatChanges: 'Which procedures change',
    readText: 'Text of the draft',
    yourOpinion: 'Your opinion',
    aboutWhich: 'About which article',
    author: 'Your name or organisation',
    authorHelp: 'Only the drafting agency reads it. Leave identity and telephone numbers out of your text.',
    sendOpinion: 'Send',
    thanks: 'Your opinion was received. The drafting agency has to accept or explain it before appraisal.',
    publicSum: (n: number) => `${n} opinions sent`,
    publicAnswered: (accepted: number, partly: number, explained: number) =>
      `${accepted} accepted, ${partly} in part, ${explained} explained`,
    adoptedAs: (no: string, from: string) => `Adopted as ${no}, in effect from ${from}`,
    sendFeedback: 'Send feedback',
  },
})
