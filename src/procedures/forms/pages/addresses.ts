import { withQuery } from '#app/kernel/http/query.ts'
import type { Part } from '../editing.ts'

/** Addresses of this room's screens. */

export const formHref = (code: string): string => `/forms/${code}`
export const draftHref = (code: string): string => `/forms/${code}/draft`
export const withdrawHref = (code: string, no: number): string => `/forms/${code}/withdraw?no=${no}`
export const previewHref = (code: string, no: number): string => `/forms/${code}/preview?no=${no}`

/** Where a part of the draft is changed; a key of null begins a new one. */
export const partHref = (code: string, part: { kind: Part['kind']; key: string | null }): string =>
  withQuery(`${draftHref(code)}/${part.kind}`, { key: part.key })

/** The place of a part on the editor's page. */
export const anchorOf = ({ kind, key }: Part): string => `${kind}-${key.replaceAll(/[^\w-]/g, '_').slice(0, 60)}`
