import { describe, expect, it } from 'vitest'
import { UserError } from '../../lib/user-error.ts'
import { type AuthShape, authParts, authShapeOf, trialAddress } from './auth-shape.ts'

function shape(headers: Readonly<Record<string, string>>, config: Readonly<Record<string, string>> = {}): AuthShape {
  return { mode: 'API_KEY', baseUrl: 'https://api.example', headers, query: {}, config }
}

describe('a credential in a header', () => {
  it('is sent as it is, whatever it looks like', () => {
    const token = "a${password}$&$'${base64(x)}${"
    expect(authParts('notes', shape({ 'x-key': '${apiKey}' }), { token, password: 'other' }).headers).toEqual({
      'x-key': token,
    })
    const basic = shape({ authorization: 'Basic ${base64(${username}:${password})}' })
    const held = { username: 'me)}', password: '${token}$1' }
    expect(authParts('notes', basic, held).headers).toEqual({
      authorization: `Basic ${Buffer.from('me)}:${token}$1').toString('base64')}`,
    })
  })

  it('is not what an account is configured with, whatever that looks like', () => {
    const asked = shape({ 'x-team': '${connectionConfig.team}' }, { team: '${apiKey}' })
    expect(authParts('notes', asked, { token: 't0ken' }).headers).toEqual({
      'x-team': '${apiKey}',
      authorization: 'Bearer t0ken',
    })
  })

  it.each(['${apiKey}:${clientSecret}', '${base64(${apiKey}:${clientSecret})}', '${apiKey}${clientSecret'])(
    'stands in no error about another that is missing (%s)',
    (template) => {
      const ask = () => authParts('notes', shape({ 'x-key': template }), { token: 'hush${hush' })
      expect(ask).toThrow(UserError)
      expect(ask).toThrow('need a clientSecret')
      expect(ask).not.toThrow('hush')
    },
  )
})

describe('the request that tries a credential', () => {
  it('goes to where the catalogue has it, which is not below the address of each API', () => {
    const { trial, baseUrl } = authShapeOf('readwise-reader')
    expect(baseUrl).toBe('https://readwise.io/api/v3')
    expect(trialAddress(trial!, baseUrl)).toBe('https://readwise.io/api/v2/auth')
    expect(trialAddress({ path: '/me' }, baseUrl)).toBe('https://readwise.io/api/v3/me')
  })

  it('is not made where it would carry the credential to another host', () => {
    const { trial } = authShapeOf('dixa', { apiType: 'dev2' })
    expect(trialAddress(trial!, 'https://exchange.dixa.io')).toBeUndefined()
  })
})
