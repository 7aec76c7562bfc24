import type { Line } from './index.ts'

export async function run(): Promise<Line[]> {
  return []
}
