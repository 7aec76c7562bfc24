import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { acceptOf, paperUploads } from '#app/kernel/files/index.ts'
import { FileField, HiddenField, RadioGroup, TextArea } from '#app/ui/index.ts'
import type { OpinionView } from '../opinion-views.ts'
import { verdicts } from '../rules.ts'
import { dossierWords } from '../words.ts'
import type { FormFacts } from './verb-fields.tsx'
import { verbWords } from './verb-words.ts'

/** What an agency that was asked fills in. */

/** The opinions the asker's agency has yet to give. */
export const openTo = ({ ctx, dossier }: FormFacts): OpinionView[] =>
  dossier.opinions.filter(opinion => opinion.state === 'OPEN' && opinion.agencyId === ctx.actor.agencyId)

/** Agencies that have yet to answer, in words. */
export const outNames = ({ dossier }: FormFacts): string =>
  dossier.opinions
    .filter(opinion => opinion.state === 'OPEN')
    .map(opinion => opinion.agency)
    .join(', ')

export function OpinionFields({ facts }: { facts: FormFacts }) {
  const t = say(verbWords, facts.ctx.lang)
  const d = say(dossierWords, facts.ctx.lang)
  const open = openTo(facts)
  const named = ({ stepName, ask, dueAt }: OpinionView): string => t.opinionAsked(stepName, ask, formatDateTime(dueAt))
  const [only] = open
  return (
    <>
      {open.length === 1 && only ? (
        <>
          <HiddenField name="no" value={only.no} />
          <p>
            <b>{t.whichOpinion}</b>: {named(only)}
          </p>
        </>
      ) : (
        <RadioGroup
          name="no"
          label={t.whichOpinion}
          options={open.map(opinion => ({ value: String(opinion.no), label: named(opinion) }))}
        />
      )}
      <RadioGroup
        name="verdict"
        label={t.verdict}
        options={verdicts.map(verdict => ({ value: verdict, label: d[`verdict_${verdict}`] }))}
      />
      <TextArea name="body" label={t.opinionBody} help={t.opinionBodyHelp} rows={6} maxLength={4_000} />
      <FileField
        name="opinionFile"
        label={t.opinionFile}
        required={false}
        accept={acceptOf(paperUploads)}
        limit="20 MB"
      />
    </>
  )
}
