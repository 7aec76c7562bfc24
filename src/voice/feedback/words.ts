import { formatDateTime, formatNumber, formatWorking } from '#app/kernel/text.ts'
import { words } from '#app/kernel/words.ts'
import type { FeedbackEventType } from './events.ts'
import type { FeedbackKind, QueueTab } from './input.ts'
import type { FeedbackState, Timing } from './rules.ts'
import type { StoryLine } from './story.ts'

/** A name that an event tells. */
function told(line: StoryLine, fact: string): string {
  const value = line.data[fact]
  return typeof value === 'string' ? value : ''
}

/** Every word of feedback, vi and en. */
export const feedbackWords = words({
  vi: {
    title: 'Phản ánh, kiến nghị',
    kind: 'Phản ánh về',
    kindOf: (kind: FeedbackKind): string =>
      kind === 'REGULATION' ? 'Quy định hành chính' : 'Hành vi của cán bộ, công chức',
    agency: 'Cơ quan nhận',
    agencyGroup: (kind: string): string =>
      ({ PROVINCE: 'Tỉnh', DEPARTMENT: 'Sở, ban, ngành', COMMUNE: 'Xã, phường, đặc khu' })[kind] ?? 'Đơn vị khác',
    dossierCode: 'Mã hồ sơ liên quan',
    subject: 'Tiêu đề',
    body: 'Nội dung',
    senderName: 'Họ và tên',
    senderPhone: 'Số điện thoại',
    senderEmail: 'Thư điện tử',
    senderAddress: 'Địa chỉ',
    send: 'Gửi phản ánh',
    number: 'Số phản ánh',
    sentAt: 'Gửi lúc',
    answerTitle: 'Trả lời',
    seePublic: 'Xem trang công khai',
    story: 'Tiến trình',
    search: 'Tìm trong nội dung',
    all: 'Tất cả',
    allAgencies: 'Mọi cơ quan',
    to: 'Đến ngày',
    votes: (likes: number, dislikes: number) =>
      `${formatNumber(likes)} hài lòng, ${formatNumber(dislikes)} không hài lòng`,
    vote: 'Gửi đánh giá',
    tooMany: 'Đã gửi quá nhiều lần từ nơi này. Hãy thử lại sau.',
    /** Officers' side. */
    nav: 'Phản ánh, kiến nghị',
    tab: (tab: QueueTab): string =>
      ({
        new: 'Mới',
        doing: 'Đang xử lý',
        waiting: 'Chờ bổ sung thông tin',
        due: 'Sắp hạn, quá hạn',
        answered: 'Đã trả lời',
        published: 'Đã công khai',
        rejected: 'Không tiếp nhận',
      })[tab],
    queueSub: (open: number, late: number) =>
      late > 0
        ? `${formatNumber(open)} chưa trả lời, ${formatNumber(late)} quá hạn`
        : `${formatNumber(open)} chưa trả lời, không có quá hạn`,
    queueEmpty: 'Không có phản ánh nào ở mục này.',
    queueEmptyHelp: 'Xem mục khác hoặc bỏ lọc. Phản ánh mới hiện ở mục “Mới” ngay khi người dân gửi.',
    export: 'Xuất Excel',
    status: 'Trạng thái',
    statusOf: (status: FeedbackState): string =>
      ({
        NEW: 'Mới nhận',
        ASSIGNED: 'Đang xử lý',
        NEED_INFO: 'Chờ bổ sung thông tin',
        DRAFTED: 'Chờ duyệt trả lời',
        ANSWERED: 'Đã trả lời',
        PUBLISHED: 'Đã công khai',
        REJECTED: 'Không tiếp nhận',
      })[status],
    handler: 'Cơ quan xử lý',
    assignee: 'Người xử lý',
    notAssigned: 'chưa giao',
    due: 'Hạn',
    timing: (timing: Timing): string =>
      ({
        RUNNING: 'Trong hạn',
        SOON: 'Sắp đến hạn',
        LATE: 'Quá hạn',
        WAITING: 'Tạm dừng, chờ thông tin',
        DONE_IN_TIME: 'Xong đúng hạn',
        DONE_LATE: 'Xong muộn',
      })[timing],
    left: (minutes: number, perDay: number): string =>
      minutes < 0 ? `Quá ${formatWorking(-minutes, 'vi', perDay)}` : `Còn ${formatWorking(minutes, 'vi', perDay)}`,
    publishDue: 'Hạn công khai',
    content: 'Nội dung phản ánh',
    sender: 'Người gửi',
    senderHidden: 'Đã che. Khi mở, hệ thống ghi lại ai xem và lúc nào.',
    senderOpen: 'Đang mở trong 15 phút; lần xem này đã được ghi lại.',
    senderNone: 'Người gửi không để lại thông tin.',
    openSender: 'Mở thông tin người gửi',
    dossier: 'Hồ sơ',
    procedure: 'Thủ tục',
    limitsBasis: 'Căn cứ thời hạn',
    limitsDays: (refuse: number, ask: number, handle: number, publish: number) =>
      `từ chối trong ${refuse}, hỏi thêm trong ${ask}, trả lời trong ${handle}, công khai trong ${publish} ngày làm việc`,
    unverified: 'chưa đối chiếu văn bản',
    draftTitle: 'Dự thảo trả lời',
    actions: 'Việc cần làm',
    nothingToDo: 'Không có việc nào bạn làm được ở trạng thái này.',
    assign: 'Giao xử lý',
    ask: 'Đề nghị bổ sung thông tin',
    askText: 'Cần người gửi cho biết thêm điều gì',
    askHelp: (by: Date) => `Chỉ hỏi một lần, trước ${formatDateTime(by)}. Đồng hồ dừng cho đến khi người gửi trả lời.`,
    draft: 'Soạn trả lời',
    saveDraft: 'Trình duyệt',
    answerText: 'Nội dung trả lời',
    approve: 'Duyệt và gửi trả lời',
    approveHelp: 'Người gửi đọc được ngay khi tra cứu.',
    sendBack: 'Trả lại để sửa',
    reason: 'Lý do',
    publish: 'Công khai',
    publishHelp:
      'Chỉ phần dưới đây được công khai. Hãy bỏ mọi điều cho biết ai đã gửi; hệ thống từ chối khi còn số điện thoại, số giấy tờ, thư điện tử hoặc tên người gửi.',
    publicSubject: 'Tiêu đề công khai',
    publicBody: 'Nội dung công khai',
    publicAnswer: 'Trả lời công khai',
    reject: 'Không tiếp nhận',
    rejectHelp: (by: Date) => `Chỉ trước ${formatDateTime(by)}. Người gửi đọc được lý do.`,
    transfer: 'Chuyển cơ quan khác',
    transferHelp: 'Thời hạn tính lại từ lúc chuyển.',
    toAgency: 'Chuyển đến',
    seeActual: 'Bản đã công khai',
    justDone: 'Đã ghi.',
    /** A sentence of the history. Empty actor: the sender. */
    sentence: (line: StoryLine): string => {
      const who = line.actor || 'Cơ quan'
      const sentences: Record<FeedbackEventType, string> = {
        'voice.feedback.received': 'Đã nhận phản ánh từ người gửi.',
        'voice.feedback.assigned': line.actor
          ? `${line.actor} giao cho ${told(line, 'officer')} xử lý.`
          : 'Đã phân công xử lý.',
        'voice.feedback.info_requested': `${who} đề nghị người gửi bổ sung thông tin.`,
        'voice.feedback.info_given': 'Người gửi đã bổ sung thông tin.',
        'voice.feedback.drafted': `${who} trình dự thảo trả lời.`,
        'voice.feedback.sent_back': `${who} trả lại dự thảo để sửa.`,
        'voice.feedback.answered': line.data['late'] === true ? `${who} trả lời, sau hạn.` : `${who} trả lời.`,
        'voice.feedback.published': `${who} công khai nội dung và trả lời.`,
        'voice.feedback.rejected': `${who} không tiếp nhận phản ánh.`,
        'voice.feedback.transferred': `${who} chuyển phản ánh từ ${told(line, 'from')} đến ${told(line, 'to')}.`,
        'voice.feedback.liked': 'Có người đánh giá câu trả lời.',
        'voice.feedback.sender_opened': `${who} mở thông tin người gửi.`,
      }
      return sentences[line.type] ?? line.type
    },
  },
  en: {
    title: 'Feedback',
    kind: 'It is about',
    kindOf: (kind: FeedbackKind): string => (kind === 'REGULATION' ? 'Administrative rules' : 'Conduct of officials'),
    agency: 'Agency it goes to',
    agencyGroup: (kind: string): string =>
      ({ PROVINCE: 'Province', DEPARTMENT: 'Departments', COMMUNE: 'Communes and wards' })[kind] ?? 'Others',
    dossierCode: 'Code of the dossier it is about',
    subject: 'Subject',
    body: 'What you want to say',
    senderName: 'Full name',
    senderPhone: 'Telephone',
    senderEmail: 'E-mail',
    senderAddress: 'Address',
    send: 'Send feedback',
    number: 'Number',
    sentAt: 'Sent',
    answerTitle: 'Answer',
    seePublic: 'See the public page',
    story: 'Progress',
    search: 'Search the text',
    all: 'All',
    allAgencies: 'Every agency',
    to: 'To',
    votes: (likes: number, dislikes: number) =>
      `${formatNumber(likes, 'en')} satisfied, ${formatNumber(dislikes, 'en')} not satisfied`,
    vote: 'Send rating',
    tooMany: 'Too many were sent from here. Try again later.',
    nav: 'Feedback',
    tab: (tab: QueueTab): string =>
      ({
        new: 'New',
        doing: 'In progress',
        waiting: 'Waiting for information',
        due: 'Due soon or late',
        answered: 'Answered',
        published: 'Published',
        rejected: 'Not taken in',
      })[tab],
    queueSub: (open: number, late: number) =>
      late > 0
        ? `${formatNumber(open, 'en')} unanswered, ${formatNumber(late, 'en')} late`
        : `${formatNumber(open, 'en')} unanswered, none late`,
    queueEmpty: 'Nothing here.',
    queueEmptyHelp: 'Look in another tab or remove the filters. New feedback appears under “New” at once.',
    export: 'Export to Excel',
    status: 'State',
    statusOf: (status: FeedbackState): string =>
      ({
        NEW: 'New',
        ASSIGNED: 'In progress',
        NEED_INFO: 'Waiting for information',
        DRAFTED: 'Answer to be approved',
        ANSWERED: 'Answered',
        PUBLISHED: 'Published',
        REJECTED: 'Not taken in',
      })[status],
    handler: 'Handling agency',
    assignee: 'Assigned to',
    notAssigned: 'nobody yet',
    due: 'Due',
    timing: (timing: Timing): string =>
      ({
        RUNNING: 'In time',
        SOON: 'Due soon',
        LATE: 'Late',
        WAITING: 'Paused, waiting',
        DONE_IN_TIME: 'Done in time',
        DONE_LATE: 'Done late',
      })[timing],
    left: (minutes: number, perDay: number): string =>
      minutes < 0 ? `${formatWorking(-minutes, 'en', perDay)} over` : `${formatWorking(minutes, 'en', perDay)} left`,
    publishDue: 'Publish by',
    content: 'What was written',
    sender: 'Sender',
    senderHidden: 'Hidden. Opening it is recorded: who looked, and when.',
    senderOpen: 'Open for 15 minutes; this look has been recorded.',
    senderNone: 'The sender left nothing about themselves.',
    openSender: 'Show the sender',
    dossier: 'Dossier',
    procedure: 'Procedure',
    limitsBasis: 'Source of the limits',
    limitsDays: (refuse: number, ask: number, handle: number, publish: number) =>
      `refuse within ${refuse}, ask within ${ask}, answer within ${handle}, publish within ${publish} working days`,
    unverified: 'not checked against the text',
    draftTitle: 'Draft answer',
    actions: 'To do',
    nothingToDo: 'There is nothing you can do in this state.',
    assign: 'Assign',
    ask: 'Ask for information',
    askText: 'What the sender should tell',
    askHelp: (by: Date) => `Once only, before ${formatDateTime(by)}. The clock stops until the sender answers.`,
    draft: 'Write the answer',
    saveDraft: 'Submit for approval',
    answerText: 'Answer',
    approve: 'Approve and send the answer',
    approveHelp: 'The sender can read it at once.',
    sendBack: 'Send back for changes',
    reason: 'Reason',
    publish: 'Publish',
    publishHelp:
      'Only the text below becomes public. Remove whatever tells who wrote; it is refused while it holds telephone or identity numbers, e-mail addresses or the sender’s name.',
    publicSubject: 'Public subject',
    publicBody: 'Public text',
    publicAnswer: 'Public answer',
    reject: 'Do not take in',
    rejectHelp: (by: Date) => `Only before ${formatDateTime(by)}. The sender reads the reason.`,
    transfer: 'Pass to another agency',
    transferHelp: 'The limits run anew from the transfer.',
    toAgency: 'Pass to',
    seeActual: 'As published',
    justDone: 'Done.',
    sentence: (line: StoryLine): string => {
      const who = line.actor || 'The agency'
      const sentences: Record<FeedbackEventType, string> = {
        'voice.feedback.received': 'The feedback arrived.',
        'voice.feedback.assigned': line.actor
          ? `${line.actor} assigned it to ${told(line, 'officer')}.`
          : 'It was assigned.',
        'voice.feedback.info_requested': `${who} asked the sender for information.`,
        'voice.feedback.info_given': 'The sender gave the information.',
        'voice.feedback.drafted': `${who} submitted a draft answer.`,
        'voice.feedback.sent_back': `${who} sent the draft back for changes.`,
        'voice.feedback.answered': line.data['late'] === true ? `${who} answered, late.` : `${who} answered.`,
        'voice.feedback.published': `${who} published text and answer.`,
        'voice.feedback.rejected': `${who} did not take the feedback in.`,
        'voice.feedback.transferred': `${who} passed it from ${told(line, 'from')} to ${told(line, 'to')}.`,
        'voice.feedback.liked': 'Somebody rated the answer.',
        'voice.feedback.sender_opened': `${who} opened the sender's data.`,
      }
      return sentences[line.type] ?? line.type
    },
  },
})

export type FeedbackWords = (typeof feedbackWords)['vi']
