import type { ReactElement, ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Assets, assets } from './assets.ts'
import { PageContext, useWords } from './context.ts'
import { StandingForm } from './form.tsx'
import type { Lang } from './words.ts'

const icon =
  'data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 viewBox=%270 0 26 26%27%3E%3Crect x=%271%27 y=%271%27 width=%2724%27 height=%2724%27 rx=%274%27 fill=%27%23fff%27 stroke=%27%239b1c31%27 stroke-width=%272%27/%3E%3Cpath d=%27M6 18V8l4 6 4-6v10M21 10a4 4 0 1 0 0 6%27 fill=%27none%27 stroke=%27%239b1c31%27 stroke-width=%272%27/%3E%3C/svg%3E'

export type DocumentProps = {
  /** The whole title, the thing first: `H71.06-… — Một Cửa`. */
  title: string
  lang?: Lang
  description?: string
  /** The session's token; every `Form` and `PostButton` below carries it. */
  csrf?: string
  /** More stylesheets than the product's own. */
  css?: string[]
  /** More module scripts than the product's own: `[island('name')]`. */
  js?: string[]
  /** What the build made; only tests give another. */
  built?: Assets
  /** Seconds after which a reader without JavaScript gets the page anew (see `Progress`). */
  refresh?: number
  /** `false` asks search engines to stay away. */
  index?: boolean
  /** Path and query of the page: lists turn back by it. */
  address?: string
  children: ReactNode
}

/**
 * The html shell. Nothing inline: no script, no style, no style attribute, so the strict CSP holds.
 * `children` is a frame (`OfficerFrame`, `PublicFrame`) or a bare `<main id="main">` for a paper to print.
 */
export function Document({
  title,
  lang = 'vi',
  description,
  csrf,
  css = [],
  js = [],
  built = assets(),
  refresh,
  index = true,
  address,
  children,
}: DocumentProps): ReactElement {
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {description && <meta name="description" content={description} />}
        {!index && <meta name="robots" content="noindex" />}
        <meta name="theme-color" content="#ffffff" />
        {refresh && (
          <noscript>
            <meta httpEquiv="refresh" content={String(refresh)} />
          </noscript>
        )}
        <link rel="icon" href={icon} />
        {built.fonts.map(href => (
          <link key={href} rel="preload" href={href} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        {[...built.css, ...css].map(href => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {[...built.js, ...js].map(src => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      <body>
        <PageContext value={{ lang, csrf, address }}>
          <SkipLink />
          {children}
          <StandingForm />
        </PageContext>
      </body>
    </html>
  )
}

function SkipLink() {
  const words = useWords()
  return (
    <a className="skip" href="#main">
      {words.skip}
    </a>
  )
}

/** A page element (a `<Document>`) as the text of an answer. */
export const renderPage = (page: ReactElement): string => `<!doctype html>${renderToStaticMarkup(page)}`
