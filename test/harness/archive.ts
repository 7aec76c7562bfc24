import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'

/**
 * Unpacks a brotli-compressed tar archive into `folder`, made if it is not there; rejects with what `tar` said.
 * By way of a file beside the folder, not of a pipe: `tar` leaves at the archive's end mark, and what still stands
 * in the pipe then fails the writer now and then ("Premature close").
 */
export async function untar(archive: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const plain = `${folder}-${process.pid}-${archive.split('/').at(-1)}.tar`
  try {
    await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(plain))
    await promisify(execFile)('tar', ['-x', '-f', plain, '-C', folder])
  } finally {
    rmSync(plain, { force: true })
  }
}
