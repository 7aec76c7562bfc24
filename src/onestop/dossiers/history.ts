import type { Lang, Reader } from '#app/kernel/context.ts'
import { formatDateTime, formatWorking } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { type DossierEventType, dossierEvents } from './events.ts'
import type { Verdict } from './rules.ts'
import { dossierWords } from './words.ts'

export interface HistoryEvent {
  type: string
  at: Date
  actorKind: string
  actorName: string
  data: Record<string, unknown>
}

/**
 * One sentence for one event: who did what, with the paper it made.
 * @param named  false for the public: officers keep their names, the applicant is "the applicant"
 */
export function sentence(
  event: HistoryEvent,
  lang: Lang,
  named: boolean,
  placeName: (agencyId: number) => string = String,
): string {
  const t = say(dossierWords, lang)
  const d = event.data
  const text = (key: string): string => {
    const value = d[key]
    return typeof value === 'string' ? value : ''
  }
  const list = (key: string): string => (Array.isArray(d[key]) ? d[key].join(', ') : '')
  const when = (key: string): string => (text(key) ? formatDateTime(new Date(text(key))) : '')
  const time = (key: string): string => formatWorking(Math.max(0, Number(d[key] ?? 0)), lang)
  const who =
    event.actorKind === 'CITIZEN' && !named
      ? t.applicant
      : event.actorName || (event.actorKind === 'SYSTEM' ? t.someone : t.applicant)
  const delegated = (): string => (text('onBehalfOf') ? ` ${t.signedFor(text('onBehalfOf'), text('delegation'))}` : '')
  const sentences = {
    [dossierEvents.submitted]: () => t.happened_submitted(who),
    [dossierEvents.received]: () => t.happened_received(who, when('dueAfter')),
    [dossierEvents.refused]: () => t.happened_refused(who, text('reason')),
    [dossierEvents.claimed]: () => t.happened_claimed(who, text('stepName')),
    [dossierEvents.assigned]: () => t.happened_assigned(who, text('officer'), text('stepName')),
    [dossierEvents.forwarded]: () =>
      d['approved'] === true
        ? t.happened_approved(who, text('toStepName')) + delegated()
        : t.happened_forwarded(who, text('stepName'), text('toStepName'), time('usedMinutes')),
    [dossierEvents.sentBack]: () => t.happened_sentBack(who, text('toStepName'), text('note')),
    [dossierEvents.supplementRequested]: () =>
      t.happened_supplementRequested(who, String(Number(d['time'] ?? 1)), time('leftMinutes')),
    [dossierEvents.supplementSent]: () => t.happened_supplementSent(who, String(Number(d['papers'] ?? 0))),
    [dossierEvents.supplemented]: () => t.happened_supplemented(who, when('dueAfter')),
    [dossierEvents.extended]: () => t.happened_extended(who, when('dueAfter'), text('reason')),
    [dossierEvents.completed]: () =>
      t.happened_completed(
        who,
        text('resultNo'),
        t[`outcome_${(text('outcome') || 'ON_TIME') as 'EARLY' | 'ON_TIME' | 'LATE'}`],
      ) + delegated(),
    [dossierEvents.withdrawn]: () => t.happened_withdrawn(who, text('reason')),
    [dossierEvents.stopped]: () => t.happened_stopped(who, text('reason')),
    [dossierEvents.returned]: () =>
      t.happened_returned(who, t[`delivery_${(text('delivery') || 'COUNTER') as 'COUNTER' | 'POST' | 'ONLINE'}`]),
    [dossierEvents.corrected]: () => t.happened_corrected(who, text('reason')),
    [dossierEvents.processMoved]: () =>
      t.happened_processMoved(
        who,
        Number(d['fromNo'] ?? 0),
        Number(d['toNo'] ?? 0),
        text('toStepName'),
        text('reason'),
      ),
    [dossierEvents.rescheduled]: () => t.happened_rescheduled(when('dueBefore'), when('dueAfter'), text('reason')),
    [dossierEvents.opinionAsked]: () =>
      t.happened_opinionAsked(placeName(Number(d['askedAgencyId'] ?? 0)), text('ask'), when('opinionDue')),
    [dossierEvents.opinionDueSoon]: () =>
      t.happened_opinionDueSoon(placeName(Number(d['askedAgencyId'] ?? 0)), when('opinionDue')),
    [dossierEvents.opinionOverdue]: () =>
      t.happened_opinionOverdue(placeName(Number(d['askedAgencyId'] ?? 0)), when('opinionDue')),
    [dossierEvents.opinionGiven]: () =>
      named
        ? t.happened_opinionGiven(who, text('agency'), t[`verdict_${(text('verdict') || 'AGREE') as Verdict}`])
        : t.happened_opinionGivenPublic(text('agency')),
    [dossierEvents.wentWithoutOpinion]: () =>
      t.happened_wentWithoutOpinion(who, list('agencies'), named ? text('reason') : ''),
    [dossierEvents.paperOpened]: () => t.happened_opened(who),
  } as const satisfies Record<DossierEventType, () => string>
  return sentences[event.type as DossierEventType]?.() ?? event.type
}

/** The events of one dossier, oldest first. */
export async function historyOf(db: Reader, agencyId: number, id: number): Promise<HistoryEvent[]> {
  const rows = await db
    .selectFrom('kernel.event')
    .select(['type', 'at', 'actor_kind', 'actor_name', 'data'])
    .where('agency_id', '=', agencyId)
    .where('stream', '=', `dossier:${id}`)
    .orderBy('seq')
    .execute()
  return rows.map(r => ({
    type: r.type,
    at: r.at,
    actorKind: r.actor_kind,
    actorName: r.actor_name,
    data: r.data as Record<string, unknown>,
  }))
}
