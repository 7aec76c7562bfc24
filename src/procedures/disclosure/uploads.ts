import { paperUploads, type UploadRules } from '#app/kernel/files/index.ts'

/** What proves a posting on paper: a photo or a scan. */
export const photoUploads: UploadRules = {
  maxBytes: paperUploads.maxBytes,
  types: ['image/jpeg', 'image/png', 'application/pdf'],
}
