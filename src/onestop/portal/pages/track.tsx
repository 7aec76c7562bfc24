import type { Lang } from '#app/kernel/context.ts'
import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Actions,
  Button,
  Card,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  LinkButton,
  Notice,
  TextField,
} from '#app/ui/index.ts'
import type { PublicState } from '../../dossiers/index.ts'
import type { Verified } from '../own.ts'
import { portalWords } from '../words.ts'
import { History, MissingPapers, Reasons, StateFacts, stateSentence } from './state.tsx'

export function TrackForm({ values, errors, lang }: { values: FormValues; errors: FormErrors; lang: Lang }) {
  const t = say(portalWords, lang)
  return (
    <>
      <Head title={t.track} />
      <p>{t.trackLead}</p>
      <Form action="/track" values={values} errors={errors}>
        <TextField
          name="code"
          label={t.code}
          help={t.codeHelp}
          width={24}
          spellCheck={false}
          autoComplete="off"
          maxLength={40}
        />
        <TextField name="proof" label={t.lastFour} inputMode="numeric" width={4} maxLength={4} autoComplete="off" />
        <FormActions>
          <Button kind="primary" big>
            {t.see}
          </Button>
        </FormActions>
      </Form>
    </>
  )
}

function Voice({ state, lang }: { state: PublicState; lang: Lang }) {
  const t = say(portalWords, lang)
  const returned = state.status === 'RETURNED'
  return (
    <Notice>
      {returned && (
        <p>
          <a href={`/rate/${state.code}?key=${state.verifyKey}`}>{t.rate}</a>. {t.rateText}
        </p>
      )}
      <a href={`/feedback?dossier=${state.code}`}>{t.complain}</a>
    </Notice>
  )
}

interface TrackedProps {
  state: PublicState
  reasons: readonly string[]
  lang: Lang
}

/** What the holder of a receipt sees. */
export function Tracked({ state, reasons, lang }: TrackedProps) {
  const t = say(portalWords, lang)
  return (
    <>
      <Head title={state.procedureName} sub={state.code} />
      <p>
        <b>{stateSentence(state, lang)}</b>
      </p>
      <MissingPapers state={state} lang={lang}>
        <p>{t.supplementAtCounter}</p>
      </MissingPapers>
      <Card>
        <StateFacts state={state} lang={lang} />
        <Reasons reasons={reasons} lang={lang} />
      </Card>
      <Actions>
        <LinkButton href={`/track/${state.code}/${state.verifyKey}/receipt.pdf`}>
          {state.receivedAt ? t.receipt : t.filingReceipt}
        </LinkButton>
      </Actions>
      <History state={state} lang={lang} />
      <Voice state={state} lang={lang} />
      <p className="sub">{t.keepAddress}</p>
    </>
  )
}

/** What stands behind the QR code of a paper. */
export function VerifiedPage({ verified, lang }: { verified: Verified; lang: Lang }) {
  const t = say(portalWords, lang)
  const { state, log } = verified
  return (
    <>
      <Head title={t.genuine} sub={t.genuineText(state.code)} />
      {log.broken === 0 ? (
        <Notice tone="ok" title={t.logWhole}>
          {t.logWholeText(formatNumber(log.events, lang))}
        </Notice>
      ) : (
        <Notice tone="late" title={t.logBroken}>
          {t.logBrokenText}
        </Notice>
      )}
      <p>
        <b>{stateSentence(state, lang)}</b>
      </p>
      <Card>
        <StateFacts
          state={state}
          lang={lang}
          more={[
            { label: t.procedure, value: state.procedureName },
            { label: t.code, value: state.code },
          ]}
        />
      </Card>
      <History state={state} lang={lang} />
      <Voice state={state} lang={lang} />
    </>
  )
}

export function NotVerified({ lang }: { lang: Lang }) {
  const t = say(portalWords, lang)
  return (
    <>
      <Head title={t.notGenuine} />
      <Notice tone="late">{t.notGenuineText}</Notice>
      <Actions>
        <LinkButton href="/track">{t.track}</LinkButton>
      </Actions>
    </>
  )
}
