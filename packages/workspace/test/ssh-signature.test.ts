import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inPrivateFolder, namespaces, verifySignature } from '../src/ssh-keygen.ts'
import { publicKey, readSshSignature } from '../src/ssh-signature.ts'
import { makeKeys, sign } from './support/keys.ts'

const keys = makeKeys({ ed25519: 'ed25519', ecdsa: 'ecdsa', rsa: 'rsa' })
const armored = sign('text', keys.ed25519, 'refractor-approval-v1')

/** An armor around some bytes. */
const armor = (bytes: Buffer): string =>
  `-----BEGIN SSH SIGNATURE-----\n${(bytes.toString('base64').match(/.{1,70}/g) ?? []).join('\n')}\n-----END SSH SIGNATURE-----\n`
const bytesOf = (text: string): Buffer => Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64')

describe('a signature', () => {
  test.each(['ed25519', 'ecdsa', 'rsa'] as const)('says its key and its namespace (%s)', (type) => {
    expect(readSshSignature(sign('text', keys[type], 'some-namespace'))).toEqual({ key: keys[type].text, namespace: 'some-namespace' })
  })

  test('may have the line ends of Windows', () => {
    expect(readSshSignature(armored.replaceAll('\n', '\r\n'))?.key).toBe(keys.ed25519.text)
  })

  test.each<[string, string]>([
    ['nothing', ''],
    ['no armor', bytesOf(armored).toString('base64')],
    ['an empty armor', '-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n'],
    ['two of them', armored + armored],
    ['text before it', `x\n${armored}`],
    ['text after it', `${armored}x\n`],
    ['a space in it', armored.replace('U1NI', 'U1NI ')],
    ['another armor', armored.replaceAll('SSH SIGNATURE', 'PGP SIGNATURE')],
    ['a long line', `-----BEGIN SSH SIGNATURE-----\n${bytesOf(armored).toString('base64')}\n-----END SSH SIGNATURE-----\n`],
    ['very much of it', armor(Buffer.alloc(20_000))],
    ['zeros', armor(Buffer.alloc(100))],
    ['another magic', armor(Buffer.concat([Buffer.from('SSHSIX'), bytesOf(armored).subarray(6)]))],
    ['another version', armor(Buffer.concat([bytesOf(armored).subarray(0, 9), Buffer.from([2]), bytesOf(armored).subarray(10)]))],
    ['bytes after it', armor(Buffer.concat([bytesOf(armored), Buffer.from([0])]))],
    [
      'base64 that is not canonical',
      armored.replace(/(.)=\n-----END/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=\n-----END`),
    ],
  ])('is refused: %s', (_, text) => {
    expect(readSshSignature(text)).toBeUndefined()
  })

  test('is refused wherever it is cut off, and never throws', () => {
    const bytes = bytesOf(armored)
    for (let length = 0; length < bytes.length; length++) expect(readSshSignature(armor(bytes.subarray(0, length)))).toBeUndefined()
  })
})

describe('the question to ssh-keygen', () => {
  const asked = { text: 'text', signature: armored, key: keys.ed25519.text, at: '2026-11-21T05:00:00Z' }

  test('is about one key, for one purpose, while its owner is active', () => {
    inPrivateFolder((folder) => {
      const active = { from: '2026-01-01', to: '2026-12-31' }
      expect(verifySignature(folder, { ...asked, namespace: namespaces.approval, active })).toEqual({ state: 'good' })
      const allowed = join(folder, 'allowed_signers')
      expect(readFileSync(allowed, 'utf8')).toBe(
        `signer namespaces="${namespaces.approval}",valid-after="20260101",valid-before="20270101" ${keys.ed25519.text}\n`,
      )
      if (process.platform !== 'win32') expect((statSync(allowed).mode & 0o777).toString(8)).toBe('600')
    })
  })

  test.each(['waiver', 'evidence', 'review', 'verdict'] as const)('is not answered with yes for a %s', (type) => {
    inPrivateFolder((folder) => {
      expect(verifySignature(folder, { ...asked, namespace: namespaces[type] }).state).toBe('bad')
    })
  })

  test('says no for other bytes, and for another key', () => {
    inPrivateFolder((folder) => {
      const question = { ...asked, namespace: namespaces.approval }
      expect(verifySignature(folder, { ...question, text: 'text\n' }).state).toBe('bad')
      expect(verifySignature(folder, { ...question, key: keys.ecdsa.text }).state).toBe('bad')
    })
  })
})

describe('a public key', () => {
  test('is its type and its base64: the remark is no part of it', () => {
    expect(publicKey(`${keys.ecdsa.text} some remark, cert-authority *`)).toBe(keys.ecdsa.text)
  })

  test.each([
    '',
    'ssh-ed25519',
    'ssh-ed25519 AAAA',
    `ssh-rsa ${keys.ed25519.text.split(' ')[1]}`,
    `cert-authority ${keys.ed25519.text}`,
    `${keys.ed25519.text}\n* ${keys.ecdsa.text}`,
    'ssh-dss AAAAB3NzaC1kc3M=',
  ])('is none: %j', (text) => {
    expect(publicKey(text)).toBeUndefined()
  })
})
