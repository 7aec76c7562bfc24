import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { untar } from './archive.ts'

const scratch = mkdtempSync(join(tmpdir(), 'motcua-archive-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** An archive of one file with padding after its end mark, as tape-sized archives have. */
function archiveWithPadding(bytes: number): string {
  writeFileSync(join(scratch, 'word.txt'), 'xin chào')
  const tar = execFileSync('tar', ['-c', '-C', scratch, 'word.txt'])
  const archive = join(scratch, `padded-${bytes}.tar.br`)
  writeFileSync(archive, brotliCompressSync(Buffer.concat([tar, Buffer.alloc(bytes)])))
  return archive
}

describe('untar', () => {
  it('unpacks archives that go on after their end mark, many at once', async () => {
    const archive = archiveWithPadding(4 * 1024 * 1024)
    const folders = Array.from({ length: 40 }, (_, n) => join(scratch, `into-${n}`))
    await Promise.all(folders.map(folder => untar(archive, folder)))
    expect(folders.map(folder => readFileSync(join(folder, 'word.txt'), 'utf8'))).toEqual(folders.map(() => 'xin chào'))
    expect(readdirSync(scratch).filter(name => name.endsWith('.tar'))).toEqual([])
  })

  it('unpacks two archives into one folder at the same time', async () => {
    const folder = join(scratch, 'shared')
    await Promise.all([untar(archiveWithPadding(0), folder), untar(archiveWithPadding(512), folder)])
    expect(readdirSync(folder)).toEqual(['word.txt'])
  })

  it('rejects what is not an archive, and leaves nothing beside the folder', async () => {
    const archive = join(scratch, 'broken.tar.br')
    writeFileSync(archive, brotliCompressSync(Buffer.from('not an archive'.repeat(100))))
    const folder = join(scratch, 'broken')
    mkdirSync(folder)
    await expect(untar(archive, folder)).rejects.toThrow(/tar/u)
    expect(readdirSync(scratch).filter(name => name.startsWith('broken-'))).toEqual([])
  })
})
