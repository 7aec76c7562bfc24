import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'

/** What a process of ours says beyond BPMN: who, how long, with what output. Kept in a namespace of its own. */

const attribute = (name: string, type = 'String') => ({ name, type, isAttr: true })
const extension = (name: string, properties: unknown[]) => ({ name, superClass: ['Element'], properties })

const motcua = {
  name: 'MotCua',
  prefix: 'motcua',
  uri: 'urn:motcua:bpmn:1',
  xml: { tagAlias: 'lowerCase' },
  types: [
    extension('Procedure', [attribute('code'), attribute('onSite')]),
    extension('Step', [
      attribute('code'),
      attribute('order', 'Integer'),
      attribute('role'),
      attribute('place'),
      attribute('hours', 'Real'),
      attribute('output'),
      attribute('onSite', 'Boolean'),
    ]),
    extension('Opinion', [attribute('agency'), attribute('hours', 'Real'), attribute('order', 'Integer')]),
    extension('Case', [attribute('field'), attribute('value')]),
  ],
}

export const moddle = (): BpmnModdle => new BpmnModdle({ motcua })

/** An extension of ours on an element, if it has one. */
export function extensionOf(element: ModdleElement, type: string): ModdleElement | undefined {
  const held = element['extensionElements'] as { values?: ModdleElement[] } | undefined
  return held?.values?.find(value => value.$type === `motcua:${type}`)
}
