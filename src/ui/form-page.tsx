import type { ReactNode } from 'react'
import { Button, LinkButton } from './button.tsx'
import { Form, FormActions, type FormProps } from './form.tsx'
import { Breadcrumbs, type Crumb, Head } from './reading.tsx'

/** What a form comes back with, and the key by which it is sent once. */
export type SentForm = Pick<FormProps, 'values' | 'errors' | 'idempotencyKey'>

export type FormPageProps = Omit<FormProps, 'method' | 'noSummary'> & {
  crumbs: Crumb[]
  title: string
  sub?: ReactNode
  /** Between head and form: what to know before filling it in. */
  above?: ReactNode
  submitLabel: ReactNode
  /** What is sent takes something away. */
  danger?: boolean
  /** The way out that changes nothing. */
  cancelHref: string
  cancelLabel: ReactNode
}

/** A form with a page of its own: where it stands, its fields, and the two ways out. */
export function FormPage(props: FormPageProps) {
  const { crumbs, title, sub, above, submitLabel, danger, cancelHref, cancelLabel, children, ...form } = props
  return (
    <>
      <Breadcrumbs items={crumbs} />
      <Head title={title} sub={sub} />
      {above}
      <Form {...form}>
        {children}
        <FormActions>
          <Button kind={danger ? 'danger' : 'primary'} big>
            {submitLabel}
          </Button>
          <LinkButton href={cancelHref} big>
            {cancelLabel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}
