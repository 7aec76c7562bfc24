import { attachment } from './attachment.ts'
import type { C } from './house.ts'

/** Sends a sheet to be saved under a name, given without its ending. */
export const sendSheet = (c: C, name: string, bytes: Uint8Array<ArrayBuffer>): Response =>
  c.body(bytes, 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': attachment(`${name}.xlsx`),
  })
