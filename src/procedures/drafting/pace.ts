import { pace } from '#app/kernel/http/pace.ts'

/**
 * How often the public may send opinions from one address: an office or a village shares one.
 * @throws Refusal TOO_MANY (429) with the seconds to wait
 */
export const opinionPace = pace('drafting.opinion', 30, 3_600, {
  vi: 'Từ địa chỉ này vừa có nhiều ý kiến được gửi. Hãy gửi lại sau ít phút.',
  en: 'Many opinions were just sent from this address. Send again in a few minutes.',
})
