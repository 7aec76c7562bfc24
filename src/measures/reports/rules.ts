import { permission } from '#app/kernel/permission.ts'

export const permissions = {
  read: permission('reports.read', 'OFFICER', 'reports.read'),
  see: permission('reports.see', 'OFFICER'),
  close: permission('reports.close', 'CONTROL'),
  layout: permission('reports.layout', 'CONTROL', 'ADMIN'),
} as const
