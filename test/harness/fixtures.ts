import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test as base } from '@playwright/test'

/** Chromium's own report that a page without view transitions followed (a file, a JSON answer); nothing of ours. */
const notOurs = /^page error: Transition was (?:aborted|skipped)/

/** A test whose page may say nothing in its console and throw nothing; answers of 4xx that a test expects are named by it. */
export const test = base.extend<{ quiet: undefined; allowed: RegExp[] }>({
  allowed: [[], { option: true }],
  quiet: [
    async ({ page, allowed }, use) => {
      const heard: string[] = []
      const hear = (text: string) => {
        if (!notOurs.test(text) && !allowed.some(pattern => pattern.test(text))) heard.push(text)
      }
      page.on('console', message => {
        if (message.type() === 'error' || message.type() === 'warning')
          hear(`console ${message.type()}: ${message.text()} ${message.location().url}`)
      })
      page.on('pageerror', error => hear(`page error: ${error.message}`))
      await use(undefined)
      expect(heard, 'the page complained').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** No violation of WCAG 2.2 AA or of good practice in the page as it stands; each is named with its elements. */
export async function checkAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  const told = violations.map(
    one =>
      `${one.id}: ${one.help}\n${one.nodes.map(node => `  ${node.target.join(' ')} — ${node.failureSummary ?? ''}`).join('\n')}`,
  )
  expect(told.join('\n'), 'axe').toBe('')
}

/** Nothing sticks out to the side: the page itself never scrolls sideways. */
export async function checkNoSideScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.body.querySelectorAll('*')]
      .filter(element => element.getBoundingClientRect().right > width + 1)
      .slice(0, 8)
      .map(
        element =>
          `${element.tagName}.${element.getAttribute('class') ?? ''} ${Math.round(element.getBoundingClientRect().right)} > ${width}`,
      )
  })
  expect(wide, 'sticks out to the side').toEqual([])
}

/** Whole-page picture in test-results/shots, for looking at. */
export async function shot(page: Page, name: string, { fullPage = true }: { fullPage?: boolean } = {}): Promise<void> {
  const folder = join(import.meta.dirname, '..', '..', 'test-results', 'shots')
  mkdirSync(folder, { recursive: true })
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: 'disabled' })
}
