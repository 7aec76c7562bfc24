import type { C } from '#app/kernel/http/house.ts'
import type { Refusal } from '#app/kernel/refusal.ts'
import { LinkButton } from './button.tsx'
import { Actions, Head } from './reading.tsx'
import { publicScreen } from './screen.tsx'
import { kitWords } from './words.ts'

/** A calm page for what was refused, or (null) for what nobody expected. 401 leads to sign-in and back. */
export function errorPage(c: C, refusal: Refusal | null, requestId: string): Response {
  const ctx = c.get('ctx')
  const lang = ctx?.lang ?? 'vi'
  const t = kitWords[lang]
  if (refusal?.status === 401) {
    const here = c.req.method === 'GET' ? new URL(c.req.url) : null
    const next = here ? `?next=${encodeURIComponent(here.pathname + here.search)}` : ''
    return c.redirect(`/sign-in${next}`, 303)
  }
  const home = ctx?.actor.kind === 'OFFICER' ? '/work' : '/'
  const title = refusal ? (refusal.status === 404 ? t.errorNotFound : t.errorRefused) : t.errorUnexpected
  return publicScreen(
    c,
    { title, status: refusal?.status ?? 500 },
    <>
      <Head title={title} sub={refusal ? refusal.words[lang] : t.errorUnexpectedText} />
      <Actions>
        <LinkButton href={home} kind="primary">
          {t.errorHome}
        </LinkButton>
      </Actions>
      {!refusal && <p className="sub">{`${t.errorRequest}: ${requestId}`}</p>}
    </>,
  )
}
