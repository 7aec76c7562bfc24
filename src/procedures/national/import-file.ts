import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { refuse } from '#app/kernel/refusal.ts'

/** A line of a file of records: its number from 1, and its text. */
export interface FileLine {
  no: number
  text: string
}

/**
 * The lines of a text file, packed by gzip or not (told by its first bytes), one after the other; blank ones are left out.
 * @param name  how the file is called where it cannot be read
 * @throws Refusal FILE_UNREADABLE
 */
export async function* linesOf(file: string, name: string): AsyncGenerator<FileLine> {
  try {
    const packed = await isPacked(file)
    const source = createReadStream(file)
    const text = packed ? pipeline(source, createGunzip(), () => {}) : source
    let no = 0
    let failure: unknown = null
    text.on('error', (cause: unknown) => {
      failure = cause
    })
    for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
      no += 1
      if (line.trim() !== '') yield { no, text: line }
    }
    if (failure) throw failure
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === undefined || !/^(E[A-Z]+|Z_[A-Z_]+|ERR_[A-Z_]+)$/.test(code)) throw cause
    refuse('FILE_UNREADABLE', 422, {
      vi: `Không đọc được tệp ${name} (${code}).`,
      en: `The file ${name} cannot be read (${code}).`,
    })
  }
}

async function isPacked(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}
