import { withQuery } from '#app/kernel/http/query.ts'
import { say } from '#app/kernel/words.ts'
import { DateField, FilterBar, NumberField, SelectField } from '#app/ui/index.ts'
import { channels, type ReplayPageQuery, units } from '../input.ts'
import { replayWords } from '../words.ts'
import type { ReplayScreen } from './page.tsx'

/** Address of the same replay with something changed; a change begins its list anew. */
export function hrefOf(query: ReplayPageQuery, change: Partial<ReplayPageQuery> = {}, base = '/replay'): string {
  return withQuery(base, { ...query, after: undefined, ...change })
}

/** What is asked: whose dossiers, when, and what to try on them. */
export function Bar({ replay, query, places, lang }: ReplayScreen) {
  const w = say(replayWords, lang)
  const { proposal, versions } = replay
  const limit = proposal.kind === 'LIMIT' ? proposal.limit : null
  const values = {
    agency: replay.place.code ?? '',
    from: replay.from,
    to: replay.to,
    channel: replay.channel ?? '',
    version: proposal.kind === 'PROCESS' ? (proposal.state === 'DRAFT' ? 'draft' : String(proposal.no)) : '',
    amount: limit ? String(limit.amount).replace('.', ',') : query.amount ? String(query.amount).replace('.', ',') : '',
    unit: limit?.unit ?? query.unit ?? 'WORKING_DAY',
    share: String(query.share),
  }
  return (
    <FilterBar action="/replay" keep={{ code: replay.procedure.code }} values={values} submitLabel={w.go}>
      {versions.length > 0 && (
        <SelectField
          name="version"
          label={w.tryOut}
          blank={w.byLimit}
          options={versions.map(one => ({
            value: one.state === 'DRAFT' ? 'draft' : String(one.no),
            label: one.state === 'DRAFT' ? w.draftVersion(one.no) : w.approvedVersion(one.no),
          }))}
        />
      )}
      <NumberField name="amount" label={w.amount} decimals />
      <SelectField
        name="unit"
        label={w.unit}
        blank={false}
        options={units.map(unit => ({ value: unit, label: w[`unit_${unit}`] }))}
      />
      <NumberField name="share" label={w.share} />
      {places.length > 1 && (
        <SelectField
          name="agency"
          label={w.agency}
          blank={false}
          options={places.map(one => ({ value: one.code ?? '', label: one.name }))}
        />
      )}
      <SelectField
        name="channel"
        label={w.channel}
        blank={w.allChannels}
        options={channels.map(channel => ({ value: channel, label: w[`channel_${channel}`] }))}
      />
      <DateField name="from" label={w.from} />
      <DateField name="to" label={w.to} />
    </FilterBar>
  )
}
