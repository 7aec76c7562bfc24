import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { renderSVG } from 'uqr'
import { productRoot } from '#app/kernel/product.ts'
import type { Paper } from './paper.ts'
import type { Answer, Job } from './typesetter.ts'

/**
 * Papers as PDF, tagged for screen readers, a few milliseconds a page once warm. Set in a thread of its own, so that no
 * request waits for another's paper; the thread is started by the first paper and replaced from time to time, because the
 * compiler remembers every paper it has set (about 0.75 MB each) and offers no way to forget.
 */

/** After so many papers a fresh thread takes over. */
const PAPERS_A_THREAD = 200

interface Waiting {
  done: (pdf: Uint8Array<ArrayBuffer>) => void
  failed: (cause: Error) => void
}

class Typesetter {
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private taken = 0
  private ended = false

  constructor() {
    const room = join(productRoot(), 'src/onestop/papers')
    this.worker = new Worker(join(room, 'typesetter.ts'), { workerData: join(room, 'paper.typ') })
    this.worker.unref()
    this.worker.on('message', (answer: Answer) => this.answered(answer))
    this.worker.on('error', cause => this.end(cause instanceof Error ? cause : new Error(String(cause))))
    this.worker.on('exit', () => this.end(new Error('the typesetting thread has ended')))
  }

  get isSpent(): boolean {
    return this.ended || this.taken >= PAPERS_A_THREAD
  }

  async set(inputs: Record<string, string>): Promise<Uint8Array<ArrayBuffer>> {
    this.taken += 1
    const id = this.taken
    return await new Promise((done, failed) => {
      this.waiting.set(id, { done, failed })
      this.worker.ref()
      this.worker.postMessage({ id, inputs } satisfies Job, [])
    })
  }

  private answered(answer: Answer): void {
    const asked = this.waiting.get(answer.id)
    this.waiting.delete(answer.id)
    if ('pdf' in answer) asked?.done(answer.pdf)
    else asked?.failed(new Error(`a paper could not be set: ${answer.problem}`))
    if (this.waiting.size > 0) return
    // Nothing is left to do: the process may end, and a spent thread gives its memory back.
    this.worker.unref()
    if (this.isSpent) void this.worker.terminate()
  }

  private end(cause: Error): void {
    this.ended = true
    for (const { failed } of this.waiting.values()) failed(cause)
    this.waiting.clear()
  }
}

let typesetter: Typesetter | null = null

/** The QR code of an address as SVG: level M survives a stamp or a fold. */
export const qrSvg = (address: string): string => renderSVG(address, { ecc: 'M', border: 2, pixelSize: 4 })

/** A paper as PDF bytes. */
export async function pdfOf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  if (!typesetter || typesetter.isSpent) typesetter = new Typesetter()
  return await typesetter.set({ paper: JSON.stringify(paper), qr: qrSvg(paper.verify.address) })
}
