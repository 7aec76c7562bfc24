import type { Lang } from '#app/kernel/context.ts'
import { acceptOf, paperUploads } from '#app/kernel/files/index.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  Card,
  FileField,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  LinkButton,
  Notice,
  TextArea,
} from '#app/ui/index.ts'
import { dossierWords } from '../../dossiers/index.ts'
import type { OwnState } from '../own.ts'
import { portalWords } from '../words.ts'
import { History, MissingPapers, Reasons, StateFacts, stateSentence } from './state.tsx'
import { mineHref } from './my.tsx'

/** One of a citizen's own dossiers: how it stands, what is missing, withdrawing it. */

interface OneProps {
  state: OwnState
  slips: { no: number; formNo: string; issuedAt: Date }[]
  said: string | null
  mayWithdraw: boolean
  lang: Lang
}

/** One of one's own dossiers. */
export function OnePage({ state, slips, said, mayWithdraw, lang }: OneProps) {
  const t = say(portalWords, lang)
  const d = say(dossierWords, lang)
  const here = mineHref(state.code)
  const way = `delivery_${state.resultDelivery}` as 'delivery_COUNTER' | 'delivery_POST' | 'delivery_ONLINE'
  const results = state.papers.filter(paper => paper.kind === 'RESULT')
  const given = state.papers.filter(paper => paper.kind !== 'RESULT')
  return (
    <>
      <Breadcrumbs items={[{ label: t.my, href: '/my' }]} />
      <Head title={state.procedureName} sub={state.code} />
      {said && (
        <Notice tone="ok" live>
          {said}
        </Notice>
      )}
      <p>
        <b>{stateSentence(state, lang)}</b>
      </p>
      <MissingPapers state={state} lang={lang}>
        {state.supplementSent > 0 && <p>{t.supplementSent(state.supplementSent)}</p>}
      </MissingPapers>
      <Actions>
        {state.supplement && (
          <LinkButton kind="primary" big href={`${here}/supplement`}>
            {t.supplementSend}
          </LinkButton>
        )}
        {state.status === 'RETURNED' && (
          <LinkButton kind="primary" big href={`/rate/${state.code}?key=${state.verifyKey}`}>
            {t.rate}
          </LinkButton>
        )}
        <LinkButton big href={`${here}/receipt.pdf`}>
          {state.receivedAt ? t.receipt : t.filingReceipt}
        </LinkButton>
      </Actions>
      <Card title={t.stateTitle}>
        <StateFacts state={state} lang={lang} more={[{ label: t.delivery, value: d[way] }]} />
        <Reasons reasons={state.reasons} lang={lang} />
      </Card>
      {results.length > 0 && (
        <Card title={t.result}>
          <PaperList papers={results} here={here} label={t.download} />
        </Card>
      )}
      <History state={state} lang={lang} />
      {given.length > 0 && (
        <Card title={t.papers}>
          <PaperList papers={given} here={here} label={t.download} />
        </Card>
      )}
      {slips.length > 0 && (
        <Card title={t.paperForms}>
          <ul className="filelist">
            {slips.map(slip => (
              <li key={slip.no}>
                <span>
                  {t[`form_${slip.formNo}` as 'form_01']}{' '}
                  <span className="sub num">{formatDateTime(slip.issuedAt)}</span>
                </span>
                <a href={`${here}/slips/${slip.no}.pdf`}>
                  PDF<span className="sr"> {t[`form_${slip.formNo}` as 'form_01']}</span>
                </a>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Notice>
        <a href={`/feedback?dossier=${state.code}`}>{t.complain}</a>
      </Notice>
      {mayWithdraw && (
        <p>
          <a href={`${here}/withdraw`}>{t.withdraw}</a>
        </p>
      )}
    </>
  )
}

function PaperList({ papers, here, label }: { papers: OwnState['papers']; here: string; label: string }) {
  return (
    <ul className="filelist">
      {papers.map(paper => (
        <li key={paper.no}>
          <span>{paper.name}</span>
          {paper.hasFile && (
            <a href={`${here}/papers/${paper.no}/file`}>
              {label}
              <span className="sr"> {paper.name}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

interface SupplementProps {
  state: OwnState
  errors: FormErrors
  formKey: string
  lang: Lang
}

/** One file for each thing that was asked for. */
export function SupplementPage({ state, errors, formKey, lang }: SupplementProps) {
  const t = say(portalWords, lang)
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t.my, href: '/my' },
          { label: state.code, href: mineHref(state.code) },
        ]}
      />
      <Head title={t.supplementAsk} sub={state.procedureName} />
      <p>
        {t.supplementReason}: {state.supplement?.reason}
      </p>
      <p>{t.supplementHelp}</p>
      {Object.keys(errors).length > 0 && <Notice tone="warn">{t.supplementChooseAgain}</Notice>}
      <Form action={`${mineHref(state.code)}/supplement`} files errors={errors} idempotencyKey={formKey}>
        {(state.supplement?.items ?? []).map((item, at) => (
          <FileField
            key={at}
            name={`file${at}`}
            label={item}
            required={false}
            accept={acceptOf(paperUploads)}
            limit="20 MB"
          />
        ))}
        <FormActions>
          <Button kind="primary" big>
            {t.supplementSend}
          </Button>
          <LinkButton big href={mineHref(state.code)}>
            {t.back}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

interface WithdrawProps {
  state: OwnState
  values: FormValues
  errors: FormErrors
  formKey: string
  lang: Lang
}

export function WithdrawPage({ state, values, errors, formKey, lang }: WithdrawProps) {
  const t = say(portalWords, lang)
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t.my, href: '/my' },
          { label: state.code, href: mineHref(state.code) },
        ]}
      />
      <Head title={t.withdrawAsk} sub={state.procedureName} />
      <p>{t.withdrawText}</p>
      <Form action={`${mineHref(state.code)}/withdraw`} values={values} errors={errors} idempotencyKey={formKey}>
        <TextArea name="reason" label={t.withdrawReason} maxLength={1_000} />
        <FormActions>
          <Button kind="danger" big>
            {t.withdraw}
          </Button>
          <LinkButton big href={mineHref(state.code)}>
            {t.keep}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}
