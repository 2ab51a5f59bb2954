import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelopeOf, openEnvelope, preAuthentication } from '../../src/load/dsse.ts'

const armor = (body: string): string => `-----BEGIN SSH SIGNATURE-----\n${body}\n-----END SSH SIGNATURE-----\n`

describe('an envelope', () => {
  it('is what its specification says', () => {
    // The example of the protocol: the type and the text of its test vector.
    expect(preAuthentication({ type: 'http://example.com/HelloWorld', text: 'hello world' })).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    )
    expect(preAuthentication({ type: 'é', text: '€' })).toBe('DSSEv1 2 é 3 €')
  })

  it('opens to what was put into it, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.uint8Array({ minLength: 1, maxLength: 300 }), (text, type, bytes) => {
        const well = Buffer.from(text).toString()
        const base64 = Buffer.from(bytes).toString('base64')
        const written = envelopeOf({ type, text: well }, armor((base64.match(/.{1,70}/g) ?? []).join('\n')))
        expect(JSON.parse(written)).toMatchObject({ payload: Buffer.from(well).toString('base64'), signatures: [{ sig: base64 }] })
        expect(openEnvelope(JSON.parse(written))).toEqual({
          payload: { type, text: well },
          signatures: [armor((base64.match(/.{1,70}/g) ?? []).join('\n'))],
        })
      }),
    )
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', []],
    ['no type', { payload: '', signatures: [] }],
    ['no payload', { payloadType: 'x', signatures: [] }],
    ['no signatures', { payloadType: 'x', payload: '' }],
    ['letters that are not of the alphabet', { payloadType: 'x', payload: 'a*bc', signatures: [] }],
    ['half a group', { payloadType: 'x', payload: 'abc', signatures: [] }],
    ['bytes that are no text', { payloadType: 'x', payload: '/w==', signatures: [] }],
  ])('is none: %s', (_, value) => expect(openEnvelope(value)).toBeUndefined())

  it('hands on no signature that is none', () => {
    const signatures = [{ sig: 'AAAA' }, { sig: 1 }, { sig: '' }, 'x', { sig: 'a\nb' }]
    expect(openEnvelope({ payloadType: 'x', payload: '', signatures })?.signatures).toEqual([armor('AAAA')])
  })
})
