import type { ReactNode } from 'react'
import { Menu } from './button.tsx'
import { cx, usePage, useWords } from './context.ts'
import { CsrfField } from './form.tsx'

/** A link of a list; `count` is shown beside it, `hot` colours the count when it is not zero. */
export type NavItem = { href: string; label: string; count?: number | string; hot?: boolean; current?: boolean }
export type NavGroup = { heading: string; items: NavItem[] }

/** Whether a count is something to show in red: `0` and nothing never are. */
export const isHot = (item: { count?: number | string; hot?: boolean }): boolean =>
  item.hot === true && item.count !== undefined && item.count !== 0 && item.count !== '0'

/** Who is signed in, where their own page is and where the sign-out form goes. */
export type FrameUser = { name: string; role?: string; href?: string; signOutAction: string }

type Common = {
  /** Where the other language is; a link of this page's own address with the language changed. */
  switchLangHref?: string
  /** `true` shows the standing sentence about sample data; a text replaces it. */
  demo?: boolean | string
  children: ReactNode
}

function DemoBanner({ demo }: { demo: boolean | string | undefined }) {
  const words = useWords()
  if (!demo) return null
  return <p className="demo">{demo === true ? words.demo : demo}</p>
}

function LanguageLink({ href }: { href: string | undefined }) {
  const { lang } = usePage()
  if (!href) return null
  const other = lang === 'vi' ? 'en' : 'vi'
  return (
    <a href={href} hrefLang={other} lang={other}>
      {other === 'en' ? 'English' : 'Tiếng Việt'}
    </a>
  )
}

function UserMenu({ user, shortcuts }: { user: FrameUser; shortcuts?: boolean }) {
  const words = useWords()
  return (
    <Menu label={user.name} bare>
      {user.role && <p className="sub">{user.role}</p>}
      {user.href && <a href={user.href}>{words.account}</a>}
      {shortcuts && (
        <button type="button" hidden data-js data-keys data-on={words.shortcutsOn} data-off={words.shortcutsOff}>
          {words.shortcutsOn}
        </button>
      )}
      <form method="post" action={user.signOutAction}>
        <CsrfField />
        <button type="submit">{words.signOut}</button>
      </form>
    </Menu>
  )
}

export type OfficerFrameProps = Common & {
  brand?: string
  brandHref?: string
  /** The agency the officer works for. */
  where: string
  user: FrameUser
  nav: NavGroup[]
  /** The search box of the bar: a GET form. */
  search?: { action: string; name?: string; value?: string; label?: string; placeholder?: string }
}

/** The officer's frame: bar with search, side list with counts, the page in `<main>`. */
export function OfficerFrame({
  brand = 'Một Cửa',
  brandHref = '/',
  where,
  user,
  nav,
  search,
  switchLangHref,
  demo,
  children,
}: OfficerFrameProps) {
  const words = useWords()
  return (
    <>
      <header>
        <DemoBanner demo={demo} />
        <div className="bar">
          <a className="brand" href={brandHref}>
            <i aria-hidden="true">MC</i>
            {brand}
          </a>
          <span className="where">{where}</span>
          <span className="grow" />
          {search && (
            <form className="search" role="search" action={search.action}>
              <input
                className="find"
                type="search"
                name={search.name ?? 'q'}
                defaultValue={search.value}
                aria-label={search.label ?? words.search}
                placeholder={search.placeholder ?? words.searchPlaceholder}
                autoComplete="off"
                data-search
              />
            </form>
          )}
          <LanguageLink href={switchLangHref} />
          <UserMenu user={user} shortcuts />
        </div>
      </header>
      <div className="frame">
        <nav className="nav" aria-label={words.mainMenu}>
          {nav.map(group => (
            <div key={group.heading}>
              <h2>{group.heading}</h2>
              {group.items.map(item => (
                <a
                  key={item.href}
                  href={item.href}
                  className={cx(isHot(item) && 'hot')}
                  aria-current={item.current ? 'page' : undefined}
                >
                  {item.label} {item.count !== undefined && <span className="n">{item.count}</span>}
                </a>
              ))}
            </div>
          ))}
        </nav>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  )
}

export type PublicFrameProps = Common & {
  brand?: string
  brandHref?: string
  /** As the people say it: `tỉnh Sông Lam`. */
  province: string
  links: NavItem[]
  user?: FrameUser
  signInHref?: string
  /** The agency answering for the page, its address, the telephone. */
  footer?: ReactNode
  /** `true` uses the whole width (lists, figures); otherwise one readable column. */
  wide?: boolean
}

/** The citizens' frame: everything in it works without JavaScript. */
export function PublicFrame({
  brand = 'Một Cửa',
  brandHref = '/',
  province,
  links,
  user,
  signInHref,
  footer,
  wide,
  switchLangHref,
  demo,
  children,
}: PublicFrameProps) {
  const words = useWords()
  return (
    <>
      <header>
        <DemoBanner demo={demo} />
        <div className="bar pub">
          <a className="brand" href={brandHref}>
            <i aria-hidden="true">MC</i>
            {brand} · {province}
          </a>
          <span className="grow" />
          <nav className="links" aria-label={words.mainMenu}>
            {links.map(item => (
              <a key={item.href} href={item.href} aria-current={item.current ? 'page' : undefined}>
                {item.label}
              </a>
            ))}
          </nav>
          <LanguageLink href={switchLangHref} />
          {user ? (
            <UserMenu user={user} />
          ) : (
            signInHref && (
              <a className="btn" href={signInHref}>
                {words.signIn}
              </a>
            )
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1} className={wide ? 'wide' : 'narrow'}>
        {children}
      </main>
      {footer && <footer className="foot">{footer}</footer>}
    </>
  )
}
