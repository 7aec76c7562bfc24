/**
 * Pseudo-random numbers that are the same in every run: each thing in the story has dice of its own, named after it, so that
 * the order in which things are made changes nothing.
 */
export class Dice {
  #state: number

  constructor(name: string) {
    let hash = 2_166_136_261
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619)
    this.#state = hash >>> 0
  }

  /** 0 ≤ x < 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from)
  }

  pick<T>(list: readonly T[]): T {
    const one = list[Math.floor(this.next() * list.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }

  weighted<T>(list: readonly { of: T; weight: number }[]): T {
    let left = this.next() * list.reduce((sum, one) => sum + one.weight, 0)
    const hit = list.find(one => (left -= one.weight) < 0) ?? list.at(-1)
    if (!hit) throw new Error('nothing to pick from')
    return hit.of
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.int(0, 9)).join('')
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.int(0, 255))
  }
}
