import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createTypstCompiler, loadFonts, type TypstCompiler } from '@myriaddreamin/typst.ts'
import { renderSVG } from 'uqr'
import { productRoot } from '#app/kernel/product.ts'
import type { Paper } from './paper.ts'

/** Papers as PDF, set by Typst in WebAssembly: about 5 ms a page once warm, tagged for screen readers. */

const MAIN = '/paper.typ'
/** The compiler's number for PDF; its own enum exists in its types only. */
const PDF = 1
const FACES = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'] as const

let warm: Promise<TypstCompiler> | null = null

/** Begun by the first paper, or ahead of it by `warmUp`; a failed start is tried again by the next. */
async function compiler(): Promise<TypstCompiler> {
  warm ??= start().catch((cause: unknown) => {
    warm = null
    throw cause
  })
  return await warm
}

async function start(): Promise<TypstCompiler> {
  const require = createRequire(import.meta.url)
  const wasm = join(dirname(require.resolve('@myriaddreamin/typst-ts-web-compiler')), 'typst_ts_web_compiler_bg.wasm')
  const fonts = dirname(require.resolve('@expo-google-fonts/tinos/package.json'))
  const made = createTypstCompiler()
  await made.init({
    // In an object: the bare bytes are taken too, with a complaint on the console.
    getModule: () => ({ module_or_path: readFileSync(wasm) }),
    beforeBuild: [
      loadFonts(
        FACES.map(face => new Uint8Array(readFileSync(join(fonts, face, `Tinos_${face}.ttf`)))),
        { assets: false },
      ),
    ],
  })
  made.addSource(MAIN, readFileSync(join(productRoot(), 'src/onestop/papers/paper.typ'), 'utf8'))
  return made
}

/** The QR code of an address as SVG: level M survives a stamp or a fold. */
export const qrSvg = (address: string): string => renderSVG(address, { ecc: 'M', border: 2, pixelSize: 4 })

/** A paper as PDF bytes. */
export async function pdfOf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const { result, diagnostics } = await (await compiler()).compile<'full'>({
    mainFilePath: MAIN,
    format: PDF as never,
    inputs: { paper: JSON.stringify(paper), qr: qrSvg(paper.verify.address) },
    diagnostics: 'full',
  })
  if (!result) throw new Error(`the paper ${paper.form} could not be set: ${JSON.stringify(diagnostics)}`)
  return new Uint8Array(result)
}
