import { inflateSync } from 'node:zlib'

/**
 * The text of a PDF as a reader's search finds it: glyph numbers of the pages' content turned into letters by the fonts'
 * ToUnicode maps. Enough for what Typst writes (one object a page, hex or literal strings in Identity-H fonts).
 */
export function pdfText(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf).toString('latin1')
  const objects = new Map<string, { head: string; body: string }>()
  for (const [, id = '', all = ''] of raw.matchAll(/(\d+) 0 obj\r?\n([\s\S]*?)\r?\nendobj/g)) {
    const [, head = all, stream] = /^([\s\S]*?)\r?\nstream\r?\n([\s\S]*)endstream$/.exec(all) ?? []
    // By its length: packed bytes may end like a line.
    const bytes = Buffer.from(stream ?? '', 'latin1').subarray(0, Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0))
    objects.set(id, { head, body: (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1') })
  }
  const fonts = new Map([...objects].map(([id, { head }]) => [id, lettersOf(objects, head)]))
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b/.test(head))
  return pages
    .map(page => pageText(objects, page.head, fonts))
    .join('\n')
    .normalize('NFC')
}

type Objects = ReadonlyMap<string, { head: string; body: string }>

function lettersOf(objects: Objects, head: string): Map<number, string> {
  const letters = new Map<number, string>()
  const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(head)?.[1] ?? '')?.body ?? ''
  const text = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, from = '', to = ''] of block.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g))
      letters.set(Number.parseInt(from, 16), text(to))
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', to = '', first = ''] of block.matchAll(
      /<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g,
    )) {
      const start = Number.parseInt(from, 16)
      for (let n = start; n <= Number.parseInt(to, 16); n++)
        letters.set(n, String.fromCodePoint(Number.parseInt(first, 16) + n - start))
    }
  }
  return letters
}

function pageText(objects: Objects, head: string, fonts: ReadonlyMap<string, Map<number, string>>): string {
  const own = /\/Resources (\d+) 0 R/.exec(head)?.[1]
  const resources = own ? (objects.get(own)?.head ?? '') : head
  const listed = /\/Font (\d+) 0 R/.exec(resources)?.[1]
  const names = new Map(
    [...(listed ? (objects.get(listed)?.head ?? '') : resources).matchAll(/\/(\w+) (\d+) 0 R/g)].map(
      ([, name = '', id = '']) => [name, id],
    ),
  )
  const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.body ?? ''
  let font: Map<number, string> | undefined
  let text = ''
  for (const { name, string, ends } of tokensOf(content)) {
    if (name !== undefined) font = fonts.get(names.get(name) ?? '')
    if (string !== undefined) text += decode(string, font)
    if (ends) text += ' '
  }
  return text.replaceAll(/\s+/g, ' ')
}

interface Token {
  /** A font chosen. */
  name?: string
  string?: Buffer
  /** A piece of text has ended. */
  ends?: true
}

/** Walks a content stream; literal strings may hold balanced brackets, so they are read letter by letter. */
function* tokensOf(content: string): Generator<Token> {
  const plain = /\/(\w+) [\d.]+ Tf|<([0-9a-fA-F]+)>|\(|\bET\b/g
  for (let found = plain.exec(content); found; found = plain.exec(content)) {
    const [token, name, hex] = found
    if (name) yield { name }
    else if (hex !== undefined) yield { string: Buffer.from(hex, 'hex') }
    else if (token === 'ET') yield { ends: true }
    else {
      const end = endOfLiteral(content, plain.lastIndex)
      yield { string: unescape(content.slice(plain.lastIndex, end)) }
      plain.lastIndex = end + 1
    }
  }
}

function endOfLiteral(content: string, from: number): number {
  let depth = 1
  for (let at = from; at < content.length; at++) {
    if (content[at] === '\\') at++
    else if (content[at] === '(') depth++
    else if (content[at] === ')' && --depth === 0) return at
  }
  return content.length
}

function decode(bytes: Buffer, font: ReadonlyMap<number, string> | undefined): string {
  let text = ''
  for (let i = 0; i + 1 < bytes.length; i += 2) text += font?.get(bytes.readUInt16BE(i)) ?? ''
  return text
}

const SHORT: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const unescape = (literal: string): Buffer =>
  Buffer.from(
    literal.replaceAll(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
      /^[0-7]/.test(code) ? String.fromCodePoint(Number.parseInt(code, 8)) : (SHORT[code] ?? code),
    ),
    'latin1',
  )
