import { permission } from '../permission.ts'

/** What may be uploaded, and under which name it is kept. Pure. */

export const MEGABYTE = 1_048_576

export interface UploadRules {
  /** Bytes of one file. */
  maxBytes: number
  /** Media types, as found in the content: what the name or the browser says counts for nothing. */
  types: readonly UploadType[]
}

/** Media type → the ending its files carry. Nothing here can run in a browser. */
const ENDINGS = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
} as const
export type UploadType = keyof typeof ENDINGS

export const isUploadType = (type: string | undefined): type is UploadType => type !== undefined && type in ENDINGS

/** Papers of a dossier and the like. */
export const paperUploads: UploadRules = { maxBytes: 20 * MEGABYTE, types: Object.keys(ENDINGS) as UploadType[] }

/** For the `accept` attribute of a file field: '.pdf,.jpg,…'. */
export const acceptOf = (rules: UploadRules): string =>
  rules.types.flatMap(type => (type === 'image/jpeg' ? ['.jpg', '.jpeg'] : [`.${ENDINGS[type]}`])).join(',')

/** 'PDF, JPG, PNG, DOCX, XLSX' */
export const typesInWords = (rules: UploadRules): string =>
  rules.types.map(type => ENDINGS[type].toUpperCase()).join(', ')

/** A form that carries one file: the file and a little room for the fields around it. */
export const bodyFor = (rules: UploadRules): number => rules.maxBytes + MEGABYTE

/** Letters that turn the direction of reading and so make 'gpj.exe' look like 'exe.jpg', control characters, halves of pairs. */
const UNSAFE = /[\p{Cc}\p{Cs}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const LONGEST = 150

/**
 * A name that is safe on every system and says what the content is: no path, no control characters, the ending of its type.
 * @param given  as the browser sent it, may be a whole path
 */
export function cleanName(given: string, type: UploadType): string {
  const ending = ENDINGS[type]
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replaceAll(UNSAFE, '')
    .replaceAll(/[<>:"|?*]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const endings = type === 'image/jpeg' ? ['jpg', 'jpeg', 'jpe'] : [ending]
  const said = /\.([A-Za-z0-9]{1,8})$/.exec(plain)?.[1]?.toLowerCase() ?? ''
  const stem = (endings.includes(said) ? plain.slice(0, -said.length - 1) : plain)
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '')
  const safe = RESERVED.test(stem) ? `_${stem}` : stem
  return `${Array.from(safe || 'Tài liệu')
    .slice(0, LONGEST)
    .join('')}.${ending}`
}

export const permissions = {
  /** Machines and officers upload first and name the file's SHA-256 in the verb that follows; citizens use their forms. */
  upload: permission('files.upload', 'OFFICER', 'CITIZEN', 'dossiers.write'),
} as const
