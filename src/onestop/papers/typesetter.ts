import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { createTypstCompiler, loadFonts } from '@myriaddreamin/typst.ts'

/**
 * The thread that sets papers: Typst in WebAssembly with one template. It imports nothing of ours, because it is started
 * from its source by whatever form of the product runs (pdf.ts).
 */

export interface Job {
  id: number
  /** What the template reads as sys.inputs: text, never markup. */
  inputs: Record<string, string>
}
export type Answer = { id: number; pdf: Uint8Array<ArrayBuffer> } | { id: number; problem: string }

const MAIN = '/paper.typ'
/** The compiler's number for PDF; its own enum exists in its types only. */
const PDF = 1
const FACES = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'] as const

async function start() {
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
  made.addSource(MAIN, readFileSync(workerData as string, 'utf8'))
  return made
}

const ready = start()

async function set({ id, inputs }: Job): Promise<Answer> {
  try {
    const { result, diagnostics } = await (await ready).compile<'full'>({
      mainFilePath: MAIN,
      format: PDF as never,
      inputs,
      diagnostics: 'full',
    })
    return result ? { id, pdf: new Uint8Array(result) } : { id, problem: JSON.stringify(diagnostics) }
  } catch (cause) {
    return { id, problem: cause instanceof Error ? cause.message : String(cause) }
  }
}

async function answer(job: Job): Promise<void> {
  const said = await set(job)
  parentPort?.postMessage(said, 'pdf' in said ? [said.pdf.buffer] : [])
}

parentPort?.on('message', (job: Job) => void answer(job))
