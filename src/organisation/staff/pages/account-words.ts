import { PASSWORD_LENGTH } from '#app/kernel/account/index.ts'
import type { Lang } from '#app/kernel/context.ts'
import { say, words } from '#app/kernel/words.ts'
import { staffWords } from '../words.ts'

/** What is said to people who sign in and look after their own account. */
const accountWords = words({
  vi: {
    signInTitle: 'Đăng nhập',
    signInLead: 'Dùng tài khoản cán bộ, hoặc số căn cước của người dân đã có tài khoản ở đây.',
    loginHelp: 'Cán bộ: như mai.tran. Người dân: số căn cước 12 chữ số.',
    forgotten: 'Quên mật khẩu?',
    forgottenHelp: 'Hãy liên hệ người quản trị của cơ quan để được cấp mật khẩu dùng một lần.',
    signOut: 'Đăng xuất',
    signedOut: 'Bạn đã đăng xuất.',

    codeTitle: 'Nhập mã xác thực',
    codeLead: 'Mở ứng dụng xác thực trên điện thoại và nhập mã đang hiện.',
    codeHelp: 'Mỗi mã chỉ dùng được một lần và đổi sau 30 giây.',
    continue: 'Tiếp tục',
    codeLost: 'Mất điện thoại? Hãy nhờ người quản trị gỡ xác thực hai lớp, rồi đăng nhập và thiết lập lại.',

    newPasswordTitle: 'Đặt mật khẩu mới',
    newPasswordLead: 'Mật khẩu được cấp chỉ dùng một lần. Hãy đặt mật khẩu của riêng bạn để vào làm việc.',
    newPassword: 'Mật khẩu mới',
    newPasswordHelp: `Ít nhất ${PASSWORD_LENGTH.min} ký tự. Một câu ngắn dễ nhớ là tốt nhất.`,
    repeat: 'Nhập lại mật khẩu mới',
    repeatDiffers: 'Hai lần nhập không giống nhau.',
    setPassword: 'Đặt mật khẩu',

    accountTitle: 'Tài khoản của tôi',
    accountSub: (login: string) => `Đăng nhập bằng ${login}`,
    changePassword: 'Đổi mật khẩu',
    currentPassword: 'Mật khẩu hiện tại',
    passwordChanged: (revoked: number) =>
      revoked > 0 ? `Đã đổi mật khẩu. ${revoked} phiên khác đã kết thúc.` : 'Đã đổi mật khẩu.',
    secondFactorOn: (day: string) => `Đang bật từ ${day}`,
    secondFactorSetUp: 'Thiết lập',
    secondFactorManage: 'Quản lý',
    secondFactorLead:
      'Ngoài mật khẩu, mỗi lần đăng nhập cần thêm mã của ứng dụng xác thực trên điện thoại. Người khác biết mật khẩu cũng không vào được.',
    secondFactorBegin: 'Bắt đầu thiết lập',
    secondFactorScan: 'Mở ứng dụng xác thực, chọn thêm tài khoản và quét mã này:',
    secondFactorType: 'Không quét được? Nhập khóa này vào ứng dụng:',
    secondFactorEnter: 'Rồi nhập mã ứng dụng đang hiện để hoàn tất.',
    secondFactorConfirm: 'Bật xác thực hai lớp',
    secondFactorDone: 'Đã bật xác thực hai lớp. Các phiên khác đã kết thúc.',
    secondFactorRecovery:
      'Nếu mất hoặc đổi điện thoại: nhờ người quản trị gỡ xác thực hai lớp của bạn. Việc gỡ được ghi lại và mọi phiên của bạn sẽ kết thúc.',
    secondFactorRemove: 'Tắt xác thực hai lớp',
    secondFactorRemoved: 'Đã tắt xác thực hai lớp.',
    qrLabel: 'Mã QR để thêm tài khoản vào ứng dụng xác thực',

    sessions: 'Phiên đăng nhập',
    sessionsHelp: 'Thấy phiên lạ? Kết thúc phiên đó rồi đổi mật khẩu.',
    device: 'Thiết bị',
    begun: 'Bắt đầu',
    thisSession: 'phiên này',
    endSession: 'Kết thúc',
    endSessionOf: (device: string) => `Kết thúc phiên trên ${device}`,
    endOthers: 'Kết thúc mọi phiên khác',
    sessionEnded: 'Đã kết thúc phiên.',
    othersEnded: (n: number) => `Đã kết thúc ${n} phiên khác.`,
    unknownDevice: 'Thiết bị không rõ',
    onSystem: (browser: string, system: string) => `${browser} trên ${system}`,
    language: 'Ngôn ngữ',
    languageSaved: 'Đã đổi ngôn ngữ.',
    save: 'Lưu',
  },
  en: {
    signInTitle: 'Sign in',
    signInLead: 'With an officer’s account, or the citizen number of somebody who has an account here.',
    loginHelp: 'Officers: like mai.tran. Citizens: the citizen number, 12 digits.',
    forgotten: 'Forgotten the password?',
    forgottenHelp: 'Ask your agency’s administrator for a one-time password.',
    signOut: 'Sign out',
    signedOut: 'You have signed out.',

    codeTitle: 'Enter the code',
    codeLead: 'Open the authenticator app on your telephone and enter the code it shows.',
    codeHelp: 'Each code works once and changes after 30 seconds.',
    continue: 'Continue',
    codeLost: 'Lost the telephone? Ask the administrator to remove two-step sign-in, then sign in and set it up again.',

    newPasswordTitle: 'Set a new password',
    newPasswordLead: 'The password you were given works once. Set one of your own to begin work.',
    newPassword: 'New password',
    newPasswordHelp: `At least ${PASSWORD_LENGTH.min} characters. A short sentence you remember works best.`,
    repeat: 'New password again',
    repeatDiffers: 'The two are not the same.',
    setPassword: 'Set password',

    accountTitle: 'My account',
    accountSub: (login: string) => `Signed in as ${login}`,
    changePassword: 'Change password',
    currentPassword: 'Current password',
    passwordChanged: (revoked: number) =>
      revoked > 0 ? `Password changed. ${revoked} other sessions have ended.` : 'Password changed.',
    secondFactorOn: (day: string) => `On since ${day}`,
    secondFactorSetUp: 'Set up',
    secondFactorManage: 'Manage',
    secondFactorLead:
      'Besides the password, each sign-in asks for a code of the authenticator app on your telephone. Knowing your password is then not enough.',
    secondFactorBegin: 'Begin',
    secondFactorScan: 'Open the authenticator app, add an account and scan this code:',
    secondFactorType: 'Cannot scan? Type this key into the app:',
    secondFactorEnter: 'Then enter the code the app shows to finish.',
    secondFactorConfirm: 'Turn two-step sign-in on',
    secondFactorDone: 'Two-step sign-in is on. Other sessions have ended.',
    secondFactorRecovery:
      'If you lose or change the telephone: ask the administrator to remove your two-step sign-in. That is recorded, and all your sessions end.',
    secondFactorRemove: 'Turn two-step sign-in off',
    secondFactorRemoved: 'Two-step sign-in is off.',
    qrLabel: 'QR code that adds the account to an authenticator app',

    sessions: 'Sessions',
    sessionsHelp: 'A session you do not know? End it and change your password.',
    device: 'Device',
    begun: 'Begun',
    thisSession: 'this session',
    endSession: 'End',
    endSessionOf: (device: string) => `End the session on ${device}`,
    endOthers: 'End all other sessions',
    sessionEnded: 'The session has ended.',
    othersEnded: (n: number) => `${n} other sessions have ended.`,
    unknownDevice: 'Unknown device',
    onSystem: (browser: string, system: string) => `${browser} on ${system}`,
    language: 'Language',
    languageSaved: 'Language changed.',
    save: 'Save',
  },
})

/** With the words of the whole room. */
export const ownWords = (lang: Lang) => ({ ...say(staffWords, lang), ...say(accountWords, lang) })
