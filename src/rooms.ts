import { filesDoors } from '#app/kernel/files/api.ts'
import type { House } from '#app/kernel/http/house.ts'
import { inventoryApi } from '#app/measures/inventory/api.ts'
import { inventoryDoors } from '#app/measures/inventory/pages/index.tsx'
import { metricsApi } from '#app/measures/metrics/api.ts'
import { metricsPages } from '#app/measures/metrics/pages/index.ts'
import { replayApi } from '#app/measures/replay/api.ts'
import { replayPages } from '#app/measures/replay/pages/index.ts'
import { reportsApi } from '#app/measures/reports/api.ts'
import { reportsPages } from '#app/measures/reports/pages/index.ts'
import { counterDoors } from '#app/onestop/counter/pages/index.ts'
import { dossierApi } from '#app/onestop/dossiers/api.ts'
import { dossierDoors } from '#app/onestop/dossiers/pages/index.ts'
import { papersApi } from '#app/onestop/papers/api.ts'
import { papersPages } from '#app/onestop/papers/pages/index.tsx'
import { portalPages } from '#app/onestop/portal/pages/index.tsx'
import { agenciesApi } from '#app/organisation/agencies/api.ts'
import { agenciesDoors } from '#app/organisation/agencies/pages/index.tsx'
import { calendarDoors } from '#app/organisation/calendar/pages/index.tsx'
import { delegationsApi } from '#app/organisation/delegations/api.ts'
import { delegationsDoors } from '#app/organisation/delegations/pages/index.tsx'
import { staffDoors } from '#app/organisation/staff/pages/index.ts'
import { catalogueApi } from '#app/procedures/catalogue/api.ts'
import { catalogueDoors } from '#app/procedures/catalogue/pages/index.ts'
import { disclosureApi } from '#app/procedures/disclosure/api.ts'
import { disclosureDoors } from '#app/procedures/disclosure/pages/index.tsx'
import { draftingApi } from '#app/procedures/drafting/api.ts'
import { draftingPages } from '#app/procedures/drafting/pages/index.ts'
import { formsApi } from '#app/procedures/forms/api.ts'
import { formsDoors } from '#app/procedures/forms/pages/index.tsx'
import { nationalDoors } from '#app/procedures/national/pages/index.tsx'
import { processesApi } from '#app/procedures/processes/api.ts'
import { processesDoors } from '#app/procedures/processes/pages/index.tsx'
import { provisionApi } from '#app/procedures/provision/api.ts'
import { provisionDoors } from '#app/procedures/provision/pages/index.tsx'
import { publicationApi } from '#app/procedures/publication/api.ts'
import { publicationDoors } from '#app/procedures/publication/pages/index.tsx'
import { planApi } from '#app/reform/plans/api.ts'
import { planDoors } from '#app/reform/plans/pages/index.tsx'
import { feedbackApi } from '#app/voice/feedback/api.ts'
import { feedbackDoors } from '#app/voice/feedback/pages/index.ts'
import { satisfactionApi } from '#app/voice/satisfaction/api.ts'
import { satisfactionDoors } from '#app/voice/satisfaction/pages/index.tsx'

/** Who lives in the house: the doors of every room, in the order of the wings. */
const doors: readonly ((house: House) => void)[] = [
  filesDoors,
  staffDoors,
  agenciesApi,
  agenciesDoors,
  calendarDoors,
  delegationsApi,
  delegationsDoors,
  publicationApi,
  publicationDoors,
  nationalDoors,
  catalogueApi,
  catalogueDoors,
  formsApi,
  formsDoors,
  processesApi,
  draftingApi,
  draftingPages,
  processesDoors,
  provisionApi,
  provisionDoors,
  disclosureApi,
  disclosureDoors,
  dossierApi,
  dossierDoors,
  counterDoors,
  papersApi,
  papersPages,
  portalPages,
  feedbackApi,
  feedbackDoors,
  satisfactionApi,
  satisfactionDoors,
  inventoryApi,
  inventoryDoors,
  metricsApi,
  metricsPages,
  reportsApi,
  reportsPages,
  replayApi,
  replayPages,
  planApi,
  planDoors,
]

export function furnish(house: House): void {
  for (const open of doors) open(house)
}
