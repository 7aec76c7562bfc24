import { describe, expect, it } from 'vitest'
import { clientAddress } from './address.ts'

describe('whom a request comes from', () => {
  it('is the connection where no proxy is ours', () => {
    expect(clientAddress('10.0.0.9', '1.2.3.4', 0)).toBe('10.0.0.9')
    expect(clientAddress('10.0.0.9', undefined, 1)).toBe('10.0.0.9')
  })

  it('is what our proxy saw, whatever the client wrote before it', () => {
    expect(clientAddress('10.0.0.9', '203.0.113.7', 1)).toBe('203.0.113.7')
    expect(clientAddress('10.0.0.9', '6.6.6.6, 7.7.7.7, 203.0.113.7', 1)).toBe('203.0.113.7')
  })

  it('is what the first of two proxies of ours saw', () => {
    expect(clientAddress('10.0.0.9', '6.6.6.6, 203.0.113.7, 10.0.0.8', 2)).toBe('203.0.113.7')
    expect(clientAddress('10.0.0.9', '203.0.113.7', 2)).toBe('203.0.113.7')
  })
})
