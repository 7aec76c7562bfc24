import type { ReactNode } from 'react'
import type { Ctx } from '#app/kernel/context.ts'
import type { C, NavItem as NavPlace } from '#app/kernel/http/house.ts'
import { may } from '#app/kernel/permission.ts'
import { Document, renderPage } from './document.tsx'
import { OfficerFrame, PublicFrame, type NavGroup } from './frame.tsx'
import { kitWords } from './words.ts'

/** What every screen says of itself. */
interface ScreenProps {
  title: string
  status?: 200 | 201 | 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503
  /** What a search engine and a shared link show. */
  description?: string
  /** Extra module scripts of this screen. */
  js?: string[]
  /** Seconds after which the page loads itself again (progress without JavaScript). */
  refresh?: number
  /** True for screens with figures or papers that the demo invented. */
  demo?: boolean
}

/** Facts about this installation that frames show; set once at start. */
export interface Installation {
  /** 'tỉnh Sông Lam' */
  province: string
  demo: boolean
}

let installation: Installation = { province: '', demo: false }
export function describeInstallation(facts: Installation): void {
  installation = facts
}

/** A screen of the officers' side: bar, side list with counts, content. */
export async function officerScreen(c: C, screen: ScreenProps, children: ReactNode): Promise<Response> {
  const ctx = c.get('ctx')
  const path = c.req.path
  const nav = await navGroups(ctx, c.get('house').nav, path)
  return c.html(
    renderPage(
      <Document
        title={`${screen.title} — Một Cửa`}
        lang={ctx.lang}
        js={screen.js}
        refresh={screen.refresh}
        index={false}
        address={addressOf(c)}
      >
        <OfficerFrame
          where={c.get('where')}
          brandHref="/work"
          user={{ name: ctx.actor.name, href: '/account', signOutAction: '/sign-out' }}
          nav={nav}
          search={{ action: '/work/search' }}
          switchLangHref={otherLanguage(c)}
          demo={installation.demo}
        >
          {children}
        </OfficerFrame>
      </Document>,
    ),
    screen.status ?? 200,
  )
}

/** A screen of the citizens' side: works without JavaScript. */
export function publicScreen(c: C, screen: ScreenProps, children: ReactNode): Response {
  const ctx = c.get('ctx')
  const words = kitWords[ctx.lang]
  const actor = ctx.actor
  return c.html(
    renderPage(
      <Document
        title={`${screen.title} — Một Cửa ${installation.province}`}
        lang={ctx.lang}
        description={screen.description}
        js={screen.js}
        refresh={screen.refresh}
        address={addressOf(c)}
      >
        <PublicFrame
          province={installation.province}
          links={[
            { href: '/procedures', label: words.procedures },
            { href: '/track', label: words.track },
            { href: '/feedback', label: words.feedback },
            { href: '/consultations', label: words.consultations },
            { href: '/statistics', label: words.statistics },
          ]}
          user={
            actor.kind === 'ANONYMOUS'
              ? undefined
              : { name: actor.name, href: actor.kind === 'CITIZEN' ? '/my' : '/work', signOutAction: '/sign-out' }
          }
          signInHref="/sign-in"
          switchLangHref={otherLanguage(c)}
          demo={installation.demo}
        >
          {children}
        </PublicFrame>
      </Document>,
    ),
    screen.status ?? 200,
  )
}

/** A paper to print: no frame. */
export function paperScreen(c: C, screen: ScreenProps, children: ReactNode): Response {
  const ctx = c.get('ctx')
  return c.html(
    renderPage(
      <Document title={screen.title} lang={ctx.lang} index={false}>
        <main id="main">{children}</main>
      </Document>,
    ),
    screen.status ?? 200,
  )
}

function addressOf(c: C): string {
  const { pathname, search } = new URL(c.req.url)
  return `${pathname}${search}`
}

function otherLanguage(c: C): string {
  const url = new URL(c.req.url)
  url.searchParams.set('lang', c.get('ctx').lang === 'vi' ? 'en' : 'vi')
  return `${url.pathname}${url.search}`
}

const SECTIONS = ['onestop', 'voice', 'procedures', 'measures', 'reform', 'organisation'] as const

async function navGroups(ctx: Ctx, places: readonly NavPlace[], path: string): Promise<NavGroup[]> {
  const allowed = places.filter(place => may(ctx.actor, place.permission))
  const current = allowed
    .filter(place => path === place.href || path.startsWith(`${place.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]
  const counted = await Promise.all(allowed.map(async place => ({ place, count: (await place.count?.(ctx)) ?? null })))
  return SECTIONS.flatMap(section => {
    const items = counted.filter(({ place }) => place.section === section).sort((a, b) => a.place.order - b.place.order)
    if (items.length === 0) return []
    return {
      heading: kitWords[ctx.lang][`section_${section}`],
      items: items.map(({ place, count }) => ({
        href: place.href,
        label: place.label[ctx.lang],
        ...(count ? { count: count.n, hot: count.hot } : {}),
        current: place === current,
      })),
    }
  })
}
