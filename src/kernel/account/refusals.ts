import { notFound, refuse, type Refusal, type Words2 } from '../refusal.ts'

/** What this room refuses. A wrong name, a wrong password and a closed account sound the same. */

export function wrongSignIn(): never {
  refuse('SIGN_IN_FAILED', 422, {
    vi: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    en: 'The log-in name or the password is wrong.',
  })
}

export function locked(seconds: number): never {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  refuse(
    'ACCOUNT_LOCKED',
    429,
    {
      vi: `Đã sai nhiều lần nên tạm khóa. Thử lại sau ${minutes} phút, hoặc nhờ người quản trị mở khóa.`,
      en: `Locked after several wrong attempts. Try again in ${minutes} minutes, or ask the administrator to unlock.`,
    },
    { retryAfter: Math.ceil(seconds) },
  )
}

export function tooManyAttempts(seconds: number): never {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  refuse(
    'TOO_MANY_ATTEMPTS',
    429,
    {
      vi: `Có quá nhiều lần đăng nhập từ nơi này. Thử lại sau ${minutes} phút.`,
      en: `Too many sign-in attempts from here. Try again in ${minutes} minutes.`,
    },
    { retryAfter: Math.ceil(seconds) },
  )
}

export function wrongCode(): never {
  const words = {
    vi: 'Mã không đúng hoặc đã dùng. Hãy nhập mã đang hiện trong ứng dụng.',
    en: 'The code is wrong or was used already. Enter the one the app shows now.',
  }
  refuse('CODE_WRONG', 422, words, { fields: { code: words } })
}

export function startAgain(): never {
  refuse('SIGN_IN_EXPIRED', 422, {
    vi: 'Đã quá lâu kể từ khi nhập mật khẩu. Hãy đăng nhập lại.',
    en: 'Too long since the password was entered. Sign in again.',
  })
}

export function badPassword(words: Words2): never {
  refuse('PASSWORD_WEAK', 422, words, { fields: { password: words } })
}

export function wrongCurrentPassword(): never {
  const words = { vi: 'Mật khẩu hiện tại không đúng.', en: 'The current password is wrong.' }
  refuse('PASSWORD_WRONG', 422, words, { fields: { current: words } })
}

export function samePassword(): never {
  const words = { vi: 'Hãy chọn mật khẩu khác mật khẩu cũ.', en: 'Choose a password other than the old one.' }
  refuse('PASSWORD_SAME', 422, words, { fields: { password: words } })
}

export function loginTaken(login: string): never {
  const words = { vi: `Tên đăng nhập “${login}” đã có người dùng.`, en: `The log-in name “${login}” is taken.` }
  refuse('LOGIN_TAKEN', 409, words, { fields: { login: words } })
}

export function notNow(): never {
  refuse('ACCOUNT_STATE', 409, {
    vi: 'Tài khoản đang ở trạng thái không làm được việc này. Hãy tải lại trang.',
    en: 'The account is in a state that does not allow this. Load the page again.',
  })
}

export function noSecondFactor(): never {
  refuse('NO_SECOND_FACTOR', 409, {
    vi: 'Chưa bắt đầu thiết lập xác thực hai lớp. Hãy bắt đầu lại.',
    en: 'Setting up two-step sign-in has not begun. Start again.',
  })
}

export const badToken = (): never =>
  refuse('TOKEN_INVALID', 401, {
    vi: 'Khóa truy cập không đúng, đã hết hạn hoặc đã thu hồi.',
    en: 'The access token is wrong, expired or revoked.',
  })

export const noAccount = (): Refusal => notFound({ vi: 'tài khoản', en: 'The account' })
export const noSession = (): Refusal => notFound({ vi: 'phiên đăng nhập', en: 'The session' })
export const noToken = (): Refusal => notFound({ vi: 'khóa truy cập', en: 'The token' })
