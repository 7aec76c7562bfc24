/** Working time as officials write it: hours or days of eight hours, with halves and quarters. Pure. */

const PARTS: Readonly<Record<string, number>> = { '½': 0.5, '¼': 0.25, '¾': 0.75 }
const HOURS_A_DAY = 8

const asNumber = (text: string): number | null => {
  const found = /^(\d{0,4})(?:[.,](\d{1,2}))?\s*([½¼¾])?$/.exec(text.trim())
  if (!found || text.trim() === '') return null
  const [, whole = '', decimals, part] = found
  if (whole === '' && part === undefined) return null
  if (decimals !== undefined && part !== undefined) return null
  return Number(`${whole || '0'}.${decimals ?? '0'}`) + (part ? (PARTS[part] ?? 0) : 0)
}

/**
 * Working hours from "4", "1,5", "½ ngày", "2 giờ", "1,5 ngày làm việc", "30 phút", "1 ngày rưỡi", "1 ngày 4 giờ", and the
 * same said twice, "1 ngày (8 giờ)"; null where it says something else, says two different times, or a time that is no
 * multiple of half an hour.
 * @param unit  what a bare number means
 */
export function readHours(text: string, unit: 'HOUR' | 'DAY' = 'HOUR'): number | null {
  const said = plain(text)
  const twice = /^([^()]+)\(([^()]+)\)$/.exec(said)
  if (!twice) return readSum(said, unit)
  const [once, again] = [readSum(twice[1]?.trim() ?? '', unit), readSum(twice[2]?.trim() ?? '', unit)]
  return once === again ? once : null
}

/** Without the words that change nothing: "Không quá 02 giờ làm việc/hồ sơ." is two hours. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/làm việc|không quá|tối đa|trong vòng|(?<!\p{L})(?:trong|lv)(?!\p{L})|≤|\/ ?hồ sơ/gu, ' ')
    .replaceAll(/\( *\)/g, ' ')
    .replace(/\((ngày|giờ|phút)\)|^\(([^()]*)\)$/, ' $1$2')
    .replaceAll(/\s+/g, ' ')
    .replace(/[.;]\s*$/, '')
    .trim()

/** "1 ngày 4 giờ", "2 giờ 30 phút": of the longer unit first. */
function readSum(said: string, unit: 'HOUR' | 'DAY'): number | null {
  const parts = /^(.*?(?:ngày|giờ))\s*[,;]?(?: và)? ?(\S+ ?(?:giờ|phút))$/.exec(said)
  if (!parts) return readOne(said, unit)
  const [long, rest] = [readOne(parts[1] ?? '', unit), readOne(parts[2] ?? '', unit)]
  return long === null || rest === null ? null : long + rest
}

function readOne(text: string, unit: 'HOUR' | 'DAY'): number | null {
  const said = text
    .replaceAll(/1\s*\/\s*2/g, '½')
    .replaceAll(/1\s*\/\s*4/g, '¼')
    .replaceAll(/(?:^|\s)(?:nửa)(?=\s)/g, ' ½')
    .replace(/(?<=\d) và (?=[½¼¾])/, '')
    .trim()
  const found = /^([\d.,½¼¾\s]+?)\s*(giờ|gio|h|hours?|ngày|ngay|d|days?|phút|minutes?|buổi)?\s*(rưỡi)?[.;]?$/.exec(said)
  const amount = found?.[1] === undefined ? null : asNumber(found[1].replaceAll(/\s/g, ''))
  if (!found || amount === null) return null
  const full = amount + (found[3] ? 0.5 : 0)
  const [word = unit === 'DAY' ? 'd' : 'h'] = [found[2]]
  const hours = /^(ngày|ngay|d)/.test(word)
    ? full * HOURS_A_DAY
    : /^(phút|min)/.test(word)
      ? full / 60
      : word === 'buổi'
        ? full * 4
        : full
  return hours > 0 && Number.isInteger(hours * 2) ? hours : null
}

/** Hours as officials write them in a cell: "20 giờ", or in days of eight hours, "2½ ngày"; hours where days would not come out even. */
export function writeHours(hours: number, unit: 'HOUR' | 'DAY'): string {
  const days = hours / HOURS_A_DAY
  if (unit === 'HOUR' || !Number.isInteger(days * 4)) return `${String(hours).replace('.', ',')} giờ`
  const part = ['', '¼', '½', '¾'][(days * 4) % 4] ?? ''
  return `${days < 1 ? '' : Math.floor(days)}${part} ngày`
}
