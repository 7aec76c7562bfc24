import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { fileTypeFromBlob } from 'file-type'
import { act } from '../act.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../refusal.ts'
import { fileEmpty, fileTooLarge, fileTypeRefused } from './refusals.ts'
import { cleanName, isUploadType, type UploadRules, type UploadType } from './rules.ts'

/** What became of an upload. */
export interface Stored {
  sha256: string
  size: number
  mediaType: UploadType
  /** Cleaned: safe to show, to store, to send back. */
  name: string
}

/**
 * Keeps an upload under the SHA-256 of its content. Size and content are judged before the first byte is written; the
 * bytes are on the disk, whole and flushed, before the row says so. The same content is kept once.
 * @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_REFUSED; nothing is left behind by them
 */
export async function storeUpload(ctx: Ctx, file: File, rules: UploadRules): Promise<Stored> {
  const found = await judgeUpload(file, rules)
  const sha256 = await write(ctx, file)
  const stored: Stored = { sha256, size: file.size, mediaType: found, name: cleanName(file.name, found) }
  // The key of the form around the file belongs to the verb that follows.
  await act({ ...ctx, idempotencyKey: null }, 'kernel.storeUpload', { sha256 }, async ({ tx, emit }) => {
    await tx
      .insertInto('kernel.file')
      .values({ sha256, size: file.size, media_type: found, stored_at: ctx.now })
      .onConflict(oc => oc.doNothing())
      .execute()
    emit({
      agencyId: 0,
      stream: `file:${sha256}`,
      type: 'kernel.file.stored',
      data: { size: file.size, mediaType: found },
    })
  })
  return stored
}

/**
 * What an upload is by its content. For forms with several files: judge all, then store.
 * @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_REFUSED
 */
export async function judgeUpload(file: File, rules: UploadRules): Promise<UploadType> {
  if (file.size === 0) throw fileEmpty()
  if (file.size > rules.maxBytes) throw fileTooLarge(rules)
  const found = (await fileTypeFromBlob(file))?.mime
  if (!isUploadType(found) || !rules.types.includes(found)) throw fileTypeRefused(rules)
  return found
}

const folderOf = (dataDir: string): string => join(dataDir, 'files')
const pathOf = (dataDir: string, sha256: string): string => join(folderOf(dataDir), sha256.slice(0, 2), sha256.slice(2))

/** Writes beside, flushes, renames: a name never stands for half a content. @returns the content's SHA-256 */
async function write(ctx: Ctx, file: File): Promise<string> {
  const beside = join(folderOf(ctx.dataDir), 'tmp')
  await mkdir(beside, { recursive: true })
  const temporary = join(beside, Buffer.from(ctx.random(12)).toString('hex'))
  try {
    const hash = createHash('sha256')
    const handle = await open(temporary, 'wx', 0o640)
    try {
      for await (const bytes of file.stream()) {
        hash.update(bytes)
        await handle.writeFile(bytes)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    const sha256 = hash.digest('hex')
    const path = pathOf(ctx.dataDir, sha256)
    await mkdir(dirname(path), { recursive: true })
    await rename(temporary, path)
    await flushFolder(dirname(path))
    return sha256
  } catch (cause) {
    await rm(temporary, { force: true })
    throw cause
  }
}

/** A rename is only safe against power loss once its folder is flushed. */
async function flushFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const HASH = /^[0-9a-f]{64}$/

/**
 * The bytes of an upload.
 * @throws Refusal NOT_FOUND when there are none, or a scan has found harm in them
 */
export async function openUpload(
  ctx: Pick<Ctx, 'db' | 'dataDir'>,
  sha256: string,
): Promise<{ stream: ReadableStream<Uint8Array>; size: number; mediaType: string }> {
  const missing = () => notFound({ vi: 'tệp', en: 'The file' })
  if (!HASH.test(sha256)) throw missing()
  const row = await ctx.db.selectFrom('kernel.file').selectAll().where('sha256', '=', sha256).executeTakeFirst()
  if (!row || row.scan === 'QUARANTINED') throw missing()
  const path = pathOf(ctx.dataDir, sha256)
  const found = await stat(path).catch(() => null)
  if (!found) throw missing()
  const stream = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
  return { stream, size: found.size, mediaType: row.media_type }
}
