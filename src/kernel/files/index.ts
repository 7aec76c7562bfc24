/** The front door of uploaded files. */

export { filesDoors } from './api.ts'
export { sendUpload } from './download.ts'
export { fileMissing, fileTooLarge } from './refusals.ts'
export { acceptOf, attachment, bodyFor, paperUploads, type UploadRules } from './rules.ts'
export { judgeUpload, openUpload, type Stored, storeUpload } from './service.ts'
