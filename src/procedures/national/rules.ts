import { permission } from '#app/kernel/permission.ts'

export const permissions = {
  look: permission('national.look', 'OFFICER'),
  import: permission('national.import', 'CONTROL', 'ADMIN'),
} as const
