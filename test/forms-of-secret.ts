/** Every form in which a secret may stand in a file: as it is, and encoded the way programs encode what they write. */
export function formsOfSecret(secret: string): Readonly<Record<string, string>> {
  const url = encodeURIComponent(secret)
  const hex = Buffer.from(secret).toString('hex')
  const forms = {
    plain: secret,
    'in JSON': JSON.stringify(secret).slice(1, -1),
    'in JSON in JSON': JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    'in HTML': secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#39;'),
    'in a URL': url,
    'in a URL, in small letters': url.replaceAll(/%../g, (escape) => escape.toLowerCase()),
    'in a form': new URLSearchParams({ x: secret }).toString().slice(2),
    hex,
    'hex, in capitals': hex.toUpperCase(),
    'in a URL in a URL': encodeURIComponent(url),
    'in a URL, every letter': [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    'in JSON, every letter': secret
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
    'in JSON, as PHP has it': JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll('/', String.raw`\/`),
    'in HTML, by numbers': [...secret].map((char) => `&#${char.codePointAt(0)};`).join(''),
  }
  const base64 = [0, 1, 2].flatMap((offset) => {
    const text = base64At(offset, secret)
    return [
      [`base64 after ${offset} bytes`, text] as const,
      [`base64url after ${offset} bytes`, text.replaceAll('+', '-').replaceAll('/', '_')] as const,
      [`base64 after ${offset} bytes, in a URL`, encodeURIComponent(text)] as const,
    ]
  })
  return { ...forms, ...Object.fromEntries(base64) }
}

/** What stands in the base64 of any text that has the secret after `offset` bytes (modulo 3), whatever is round it. */
function base64At(offset: number, secret: string): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
  const first = Math.ceil((offset * 8) / 6)
  const last = Math.floor((bytes.length * 8) / 6)
  return bytes.toString('base64').slice(first, last)
}

/** Looks for all forms of all secrets at once, in anything. Answers with what it found, such as `third secret, hex`. */
export function secretSearch(secrets: Readonly<Record<string, string>>): (bytes: Buffer | string) => string[] {
  const names = new Map<string, string>()
  for (const [name, secret] of Object.entries(secrets)) {
    for (const [form, text] of Object.entries(formsOfSecret(secret))) {
      if (!names.has(text)) names.set(text, `${name}, ${form}`)
    }
  }
  // One expression for all of them took minutes over the files of a run.
  const forms = [...names]
  return (bytes) => {
    const text = typeof bytes === 'string' ? bytes : bytes.toString('latin1')
    return forms.flatMap(([form, name]) => (text.includes(form) ? [name] : []))
  }
}
