import { assessmentWords } from './assessment-words.ts'
import { finishWords } from './finish-words.ts'
import { opinionWords } from './opinion-words.ts'
import { paperWords } from './paper-words.ts'
import { publicWords } from './public-words.ts'
import { registerWords } from './register-words.ts'
import { requestWords } from './request-words.ts'
import { textWords } from './text-words.ts'

/** Words of the screens of drafting: screens borrow from each other, so all are one. */
export const pageWords = {
  vi: {
    ...registerWords.vi,
    ...requestWords.vi,
    ...textWords.vi,
    ...assessmentWords.vi,
    ...opinionWords.vi,
    ...finishWords.vi,
    ...paperWords.vi,
    ...publicWords.vi,
  },
  en: {
    ...registerWords.en,
    ...requestWords.en,
    ...textWords.en,
    ...assessmentWords.en,
    ...opinionWords.en,
    ...finishWords.en,
    ...paperWords.en,
    ...publicWords.en,
  },
} as const
