import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { untar } from './archive.ts'

/**
 * A real Chromium from npm alone, on a machine without nss libraries and without fonts.
 * The package's own `args` and `executablePath` are not used: they switch web security off and reuse what lies in the temp folder.
 */
const root = join(import.meta.dirname, '..', '..')
const archives = join(root, 'node_modules', '@sparticuz', 'chromium', 'bin')
const cache = join(root, 'node_modules', '.cache')

/** Without a fonts.conf of our own all text is invisible on a bare machine, even with web fonts. It names no folder: a checkout may be moved. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`

/** Unpacks once for each version; aside and renamed, so two workers may come at the same time. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(dirname(archives), 'package.json'), 'utf8')) as { version: string }
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const aside = mkdtempSync(join(cache, 'chromium-unpacking-'))
  await Promise.all([
    pipeline(
      createReadStream(join(archives, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(aside, 'chromium'), { mode: 0o755 }),
    ),
    untar(join(archives, 'al2023.tar.br'), aside),
    untar(join(archives, 'fonts.tar.br'), aside),
  ])
  writeFileSync(join(aside, 'fonts.conf'), fontsConf)
  // mkdtemp makes a folder only its maker may enter; another user may run the tests later.
  chmodSync(aside, 0o755)
  try {
    renameSync(aside, folder)
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** What Playwright's `launch` needs to start it; the same for root and others. `MOTCUA_CHROMIUM` names another browser (other platforms). */
export async function browserLaunch(): Promise<{
  executablePath: string
  args: string[]
  env: Record<string, string>
}> {
  const folder = await unpacked()
  const libraries = [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean)
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return {
    executablePath: process.env.MOTCUA_CHROMIUM ?? join(folder, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--headless=shell', '--disable-gpu', '--font-render-hinting=none'],
    env: {
      ...env,
      LD_LIBRARY_PATH: libraries.join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      TZ: 'Asia/Ho_Chi_Minh',
    },
  }
}
