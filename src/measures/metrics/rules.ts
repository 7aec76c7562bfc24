import { permission } from '#app/kernel/permission.ts'

/** Who may see which figures. */

export const permissions = {
  see: permission('measures.see', 'OFFICER'),
  read: permission('measures.read', 'OFFICER', 'measures.read'),
  recount: permission('measures.recount', 'CONTROL', 'ADMIN'),
  statistics: permission('measures.statistics', 'PUBLIC'),
} as const
