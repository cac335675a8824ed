import type { Asked } from './asked.ts'

/**
 * Whom a write would reach outside of the account and who was not named: an address of mail, a number of a phone, a
 * server that the API would call. Reserved ones, such as `@example.com`, reach nobody.
 */
export function strangerIn(asked: Asked, isNamed: (recipient: string) => boolean): string | undefined {
  const bodies = [...asked.values.map(({ value }) => String(value)), ...asked.body.toString('latin1').split('\n')]
  const texts = bodies.flatMap((text) => [text, ...unpacked(text)]).map((text) => text.normalize('NFKC'))
  const mails = texts.flatMap((text) => text.match(mail) ?? []).map((each) => each.toLowerCase())
  const stranger = mails.find((address) => !isReservedHost(address.split('@')[1] ?? '') && !isNamed(address))
  if (stranger !== undefined) return stranger
  const fields = asked.values.map(({ name, value }) => ({ name, text: String(value).trim() }))
  const phone = fields.find(({ name, text }) => isPhone(name, text) && !isReservedPhone(text) && !isNamed(text))
  if (phone) return phone.text
  const hook = fields.find(({ name, text }) => isHook(name, text) && !isNamedHost(new URL(text), isNamed))
  return hook && new URL(hook.text).host
}

const mail = /[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+/gi

/** Mail is handed to some APIs whole, in base64. */
function unpacked(text: string): string[] {
  if (text.length < 24 || !/^[\w+/=-]+$/.test(text)) return []
  return [Buffer.from(text, 'base64').toString('latin1')]
}

/** Kept free for examples and tests: RFC 2606 and RFC 6761. */
function isReservedHost(host: string): boolean {
  return /(^|\.)(example\.(com|net|org)|example|test|invalid|localhost)$/i.test(host)
}

function isPhone(name: string, text: string): boolean {
  if (/^(sms|tel|whatsapp):/i.test(text)) return true
  const isField = /phone|mobile|msisdn|sms|whatsapp|^(to|tel|recipients?|numbers?|cell)$/i.test(name)
  return isField && /^\+?[\d\s().-]{7,20}$/.test(text) && text.replaceAll(/\D/g, '').length >= 7
}

/** 555-0100 to 555-0199 of North America are nobody's. */
function isReservedPhone(text: string): boolean {
  return /^(1?\d{3})?55501\d\d$/.test(text.replaceAll(/\D/g, ''))
}

function isHook(name: string, text: string): boolean {
  return (
    /hook|callback|notif|^(address|endpoint|target_?url|delivery_?url|push_?endpoint)$/i.test(name) &&
    isWebAddress(text)
  )
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function isNamedHost({ hostname, href }: URL, isNamed: (recipient: string) => boolean): boolean {
  return isReservedHost(hostname) || isNamed(hostname) || isNamed(href)
}
