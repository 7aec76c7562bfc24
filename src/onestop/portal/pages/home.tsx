import { say } from '#app/kernel/words.ts'
import type { Lang } from '#app/kernel/context.ts'
import { formatNumber } from '#app/kernel/text.ts'
import { Card, Empty, Sub } from '#app/ui/index.ts'
import type { HomeFacts } from '../views.ts'
import { lifeEvents, portalWords } from '../words.ts'

const sectorHref = (sector: string): string => `/procedures?sector=${encodeURIComponent(sector)}`

/** Sectors under life events; those no event names stand last. */
function grouped(sectors: HomeFacts['sectors'], lang: Lang, other: string) {
  const named = new Set(lifeEvents.flatMap(event => event.sectors))
  return [
    ...lifeEvents.map(event => ({
      title: event.title[lang],
      sectors: sectors.filter(sector => event.sectors.includes(sector.name)),
    })),
    { title: other, sectors: sectors.filter(sector => !named.has(sector.name)) },
  ].filter(group => group.sectors.length > 0)
}

export function HomePage({ facts, lang }: { facts: HomeFacts; lang: Lang }) {
  const t = say(portalWords, lang)
  const tiles = [
    { href: '/procedures?online=FULL', title: t.tileApply, text: t.tileApplyText },
    { href: '/track', title: t.tileTrack, text: t.tileTrackText },
    { href: '/feedback', title: t.tileFeedback, text: t.tileFeedbackText },
  ]
  return (
    <>
      <section className="hero">
        <h1>{t.homeTitle}</h1>
        <form role="search" action="/procedures">
          <input
            className="in"
            type="search"
            name="q"
            aria-label={t.searchLabel}
            placeholder={t.searchHint}
            maxLength={200}
          />
          <button className="btn pri big" type="submit">
            {t.search}
          </button>
        </form>
      </section>
      <nav className="tiles" aria-label={t.home}>
        {tiles.map(tile => (
          <a key={tile.href} href={tile.href}>
            <b>{tile.title}</b>
            <span>{tile.text}</span>
          </a>
        ))}
      </nav>
      {facts.popular.length === 0 ? (
        <Empty title={t.noProcedures} />
      ) : (
        <Card title={t.popular} actions={<a href="/procedures">{t.allProcedures}</a>}>
          <ul className="links2">
            {facts.popular.map(one => (
              <li key={one.code}>
                <a href={`/procedures/${one.code}`}>{one.name}</a>
                <Sub>{one.sector}</Sub>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {facts.sectors.length > 0 && (
        <Card title={t.bySector}>
          <div className="groups">
            {grouped(facts.sectors, lang, t.otherSectors).map(group => (
              <div key={group.title}>
                <h3>{group.title}</h3>
                <ul>
                  {group.sectors.map(sector => (
                    <li key={sector.name}>
                      <a href={sectorHref(sector.name)}>{sector.name}</a>{' '}
                      <span className="sub num">{formatNumber(sector.procedures, lang)}</span>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </Card>
      )}
      <p className="figuresline">
        <a href="/statistics">{t.figures}</a>
      </p>
      {facts.centre?.address && (
        <address>
          <b>{t.centre}</b>
          <br />
          {facts.centre.name}, {facts.centre.address}
          {facts.centre.phone && <>, {facts.centre.phone}</>}
        </address>
      )}
    </>
  )
}
