import { readBpmn } from './bpmn-reading.ts'
import { readDocx } from './docx.ts'
import type { ReadProcess } from './reading.ts'

/**
 * A process from a file, told by its content: an archive is Word, everything else must be BPMN.
 * @throws Refusal PROCESS_FILE_UNREADABLE
 */
export async function readProcessFile(bytes: Uint8Array, places: ReadonlyMap<string, string>): Promise<ReadProcess> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
  return isArchive ? await readDocx(bytes, places) : await readBpmn(new TextDecoder().decode(bytes))
}
