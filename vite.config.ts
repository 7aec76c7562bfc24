import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { defineConfig } from 'vite'

/** Islands of rooms (`src/<wing>/<room>/pages/islands/<name>.ts`), each loaded only by its page. */
const islands = Object.fromEntries(
  globSync('src/**/pages/islands/*.{ts,tsx}', { cwd: import.meta.dirname }).map(file => [
    basename(file).replace(/\.tsx?$/, ''),
    file,
  ]),
)

/**
 * Two builds into dist/: `client` (what browsers fetch, hashed, with a manifest) and, with --ssr, `server/serve.js`
 * (our own sources in one file; packages stay in node_modules). `motcua build` runs both.
 */
export default defineConfig(({ isSsrBuild }) => ({
  root: import.meta.dirname,
  publicDir: false,
  appType: 'custom',
  resolve: { alias: { '#app': `${import.meta.dirname}/src` } },
  build: isSsrBuild
    ? {
        ssr: 'src/serve.ts',
        outDir: 'dist/server',
        target: 'node22',
        minify: false,
        sourcemap: true,
        rolldownOptions: { output: { entryFileNames: 'serve.js' } },
      }
    : {
        outDir: 'dist/client',
        manifest: true,
        assetsInlineLimit: 0,
        modulePreload: false,
        target: 'es2022',
        rolldownOptions: { input: { app: 'src/ui/islands/app.ts', ...islands } },
      },
}))
