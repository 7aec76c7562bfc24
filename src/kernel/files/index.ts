/** The front door of uploaded files: what one place takes, judging, keeping and giving back. */

export { sendUpload } from './download.ts'
export { fileMissing } from './refusals.ts'
export { acceptOf, bodyFor, paperUploads, type UploadRules } from './rules.ts'
export { judgeUpload, storeUpload } from './service.ts'
