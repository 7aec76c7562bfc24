import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  Card,
  CheckboxGroup,
  Code,
  type Column,
  DataTable,
  DateField,
  FieldRow,
  Form,
  FormActions,
  type FormValues,
  Head,
  type Lang,
  Notice,
  PostButton,
  SelectField,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import type { Place } from '../duty.ts'
import { placeKinds, proofs } from '../rules.ts'
import { disclosureWords } from '../words.ts'
import { placeName } from './coverage.tsx'

interface Props {
  places: Place[]
  today: string
  saved: boolean
  values: FormValues
  errors?: Record<string, string> | undefined
  formKey: string
  lang: Lang
}

/** Where agencies must disclose, with the days each place is in use. */
export function PlacesPage({ places, today, saved, values, errors, formKey, lang }: Props) {
  const w = say(disclosureWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/disclosure' }, { label: w.places }]} />
      <Head title={w.placesTitle} sub={w.placesLead} />
      {saved && <Notice tone="ok" live title={w.saved} />}
      <DataTable
        caption={w.placesTitle}
        rows={places}
        rowKey={place => String(place.id)}
        rowTone={place => (place.to !== null && place.to <= today ? 'quiet' : undefined)}
        columns={columns(today, lang)}
      />
      <Card title={w.addPlace}>
        <Form action="/disclosure/places" values={values} errors={errors} idempotencyKey={formKey}>
          <FieldRow>
            <TextField name="code" label={w.placeCode} help={w.placeCodeHelp} width={16} maxLength={30} />
            <DateField name="from" label={w.fromDay} />
          </FieldRow>
          <TextField name="name" label={w.placeName} maxLength={200} />
          <TextField name="nameEn" label={w.placeNameEn} maxLength={200} />
          <CheckboxGroup
            name="agencyKinds[]"
            label={w.kinds}
            options={placeKinds.map(kind => ({ value: kind, label: w[`kind_${kind}`] }))}
          />
          <SelectField
            name="proof"
            label={w.proof}
            options={proofs.map(proof => ({ value: proof, label: w[`proof_${proof}`] }))}
          />
          <TextField name="basis" label={w.basis} maxLength={500} />
          <FormActions>
            <Button kind="primary">{w.addPlace}</Button>
          </FormActions>
        </Form>
      </Card>
    </>
  )
}

function columns(today: string, lang: Lang): Column<Place>[] {
  const w = say(disclosureWords, lang)
  const kinds = new Map<string, string>(placeKinds.map(kind => [kind, w[`kind_${kind}`]]))
  return [
    {
      key: 'name',
      head: w.place,
      rowHead: true,
      cell: place => (
        <>
          {placeName(place, lang)}
          <Sub>
            <Code>{place.code}</Code>
          </Sub>
        </>
      ),
    },
    {
      key: 'kinds',
      head: w.kinds,
      labelled: true,
      cell: place => place.agencyKinds.map(kind => kinds.get(kind) ?? kind).join(', '),
    },
    { key: 'proof', head: w.proof, labelled: true, cell: place => w[`proof_${place.proof}`] },
    {
      key: 'since',
      head: w.since,
      cell: place => (
        <>
          {w.from(place.from)}
          {place.to && <Sub>{w.to(place.to)}</Sub>}
        </>
      ),
    },
    {
      key: 'basis',
      head: w.basis,
      labelled: true,
      cell: place => (
        <>
          <span lang="vi">{place.basis}</span>
          {!place.verified && <Sub>{w.unverified}</Sub>}
        </>
      ),
    },
    {
      key: 'end',
      head: w.endPlace,
      hideHead: true,
      cell: place =>
        place.to === null && place.from < today ? (
          <PostButton
            action={`/disclosure/places/${place.id}/end`}
            confirm={w.endPlaceAsk(placeName(place, lang))}
            label={`${w.endPlace}: ${placeName(place, lang)}`}
            kind="link"
          >
            {w.endPlace}
          </PostButton>
        ) : null,
    },
  ]
}
