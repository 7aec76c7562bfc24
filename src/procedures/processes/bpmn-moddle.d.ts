/** As much of bpmn-moddle as is used: its own types are not reachable through its exports. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string
    $instanceOf: (type: string) => boolean
    get: (name: string) => unknown
    [property: string]: unknown
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    create(type: string, attributes?: Record<string, unknown>): ModdleElement
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: { message: string }[] }>
    toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
  }
}
