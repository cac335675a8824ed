/**
 * Whether a text says something of the API and nothing of anybody: a time, a kind, a language, a number. By its shape,
 * or by its shape and the key that it stands under. Whatever is neither counts as personal.
 */
export function stands(text: string, key: string): boolean {
  if (text.length < 2 || /^\[redacted:[0-9a-f]{8}\]$/.test(text)) return true
  if (shapes.some((shape) => shape.test(text)) || timeZones.has(text)) return true
  return kinds.has(lastWordOf(key)) && constant.test(text)
}

/** A moment as a count of seconds or milliseconds, such as a Slack `ts`. */
export function isMoment(text: string): boolean {
  return /^1\d{9}(\d{3})?(\.\d{1,6})?$/.test(text)
}

const shapes = [
  /^(true|false|null|none|yes|no|default)$/i,
  // Numbers: short ones count things, fractions measure them.
  /^[+-]?\d{1,4}%?$/,
  /^[+-]?\d+\.\d+%?$/,
  /^1\d{9}(\d{3})?(\.\d{1,6})?$/,
  // Times.
  /^\d{4}-\d{2}(-\d{2})?([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/,
  /^\d{8}(T\d{6}Z?)?$/,
  /^\d{1,2}:\d{2}(:\d{2})?$/,
  /^[+-]\d{2}:\d{2}$/,
  /^P(T?\d+[YMWDHS])+(T(\d+[HMS])+)?$/,
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} \w{3} \d{4} [\d:]+ \S+$/,
  /^(RRULE|EXRULE|RDATE|EXDATE)[:;][A-Z0-9=;:,/+-]+$/,
  // Kinds of content, colours, languages, addresses of scopes.
  /^(application|audio|font|image|message|model|multipart|text|video)\/[\w.+-]+(;\s*charset=[\w-]+)?$/,
  /^#[0-9a-fA-F]{3,8}$/,
  /^[a-z]{2,3}([-_][A-Z][a-z]{3})?[-_][A-Z]{2}$/,
  /^https:\/\/www\.googleapis\.com\/auth\/[\w./-]+$/,
]

const timeZones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', 'GMT'])

// One word as a program writes it: no name of anybody begins small, or joins its words with a sign of these.
const constant = /^([a-z][a-z0-9]*([A-Z][a-z0-9]*)*|[A-Z][A-Z0-9]*|[A-Za-z][A-Za-z0-9]*([_#/:.-][A-Za-z0-9]+)+)$/

const kinds = new Set(
  `type kind status role object visibility transparency method encoding format unit mode level scope currency
  locale language lang zone tz mime error reason subtype priority color colour operator direction order sort
  fields dimension option operation permission presence plan protocol provider`.split(/\s+/),
)

/** `eventType` and `event_type` are types. */
function lastWordOf(key: string): string {
  return (
    key
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .at(-1) ?? ''
  )
}
