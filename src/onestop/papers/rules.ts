import { permission } from '#app/kernel/permission.ts'

/** Who may see papers. What an officer sees is also limited by agency (views.ts). */
export const permissions = {
  read: permission('papers.read', 'OFFICER', 'dossiers.read'),
  open: permission('papers.open', 'OFFICER'),
  byKey: permission('papers.byKey', 'PUBLIC'),
  own: permission('papers.own', 'CITIZEN'),
} as const

/** 'Nguyễn Thị Bưởi' → 'N••• T•• B•••': enough for the holder to recognise, not enough to learn who it is. */
export function maskedName(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map(word => {
      const [first = '', ...rest] = Array.from(word)
      return first + '•'.repeat(rest.length)
    })
    .join(' ')
}
