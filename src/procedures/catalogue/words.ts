import type { Words2 } from '#app/kernel/refusal.ts'
import { words } from '#app/kernel/words.ts'
import type { ComponentName } from './rules.ts'
import type { Channel } from './shape.ts'

/** Every word the catalogue shows. What a version itself says (names, notes) is Vietnamese and stays so. */
export const catalogueWords = words({
  vi: {
    channel_DIRECT: 'Trực tiếp',
    channel_ONLINE: 'Trực tuyến',
    channel_POST: 'Bưu chính',
    part_name: 'tên',
    part_steps: 'trình tự thực hiện',
    part_channels: 'cách thức thực hiện',
    part_papers: 'thành phần hồ sơ',
    part_limit: 'thời hạn giải quyết',
    part_subjects: 'đối tượng thực hiện',
    part_agency: 'cơ quan thực hiện',
    part_result: 'kết quả thực hiện',
    part_forms: 'mẫu đơn, tờ khai',
    part_conditions: 'yêu cầu, điều kiện',
    part_fees: 'phí, lệ phí',
    part_legalBasis: 'căn cứ pháp lý',
    level_MINISTRY: 'Cấp bộ',
    level_PROVINCE: 'Cấp tỉnh',
    level_COMMUNE: 'Cấp xã',
    level_OTHER: 'Cơ quan khác',
    online_FULL: 'Toàn trình',
    online_PARTIAL: 'Một phần',
    online_INFORMATION: 'Cung cấp thông tin',
  },
  en: {
    channel_DIRECT: 'In person',
    channel_ONLINE: 'On-line',
    channel_POST: 'By post',
    part_name: 'name',
    part_steps: 'steps',
    part_channels: 'ways of performing',
    part_papers: 'papers',
    part_limit: 'time limit',
    part_subjects: 'who it is for',
    part_agency: 'performing agency',
    part_result: 'result',
    part_forms: 'forms',
    part_conditions: 'conditions',
    part_fees: 'fees',
    part_legalBasis: 'legal basis',
    level_MINISTRY: 'Ministry',
    level_PROVINCE: 'Province',
    level_COMMUNE: 'Commune',
    level_OTHER: 'Other body',
    online_FULL: 'Wholly on-line',
    online_PARTIAL: 'Partly on-line',
    online_INFORMATION: 'Information only',
  },
})

const joined = (list: readonly Words2[]): Words2 => ({
  vi: list.map(one => one.vi).join(', '),
  en: list.map(one => one.en).join(', '),
})

/** Names of parts in a sentence. */
export const componentWords = (parts: readonly ComponentName[]): Words2 =>
  joined(parts.map(part => ({ vi: catalogueWords.vi[`part_${part}`], en: catalogueWords.en[`part_${part}`] })))

/** Names of channels in a sentence. */
export const channelWords = (channels: readonly Channel[]): Words2 =>
  joined(channels.map(one => ({ vi: catalogueWords.vi[`channel_${one}`], en: catalogueWords.en[`channel_${one}`] })))
