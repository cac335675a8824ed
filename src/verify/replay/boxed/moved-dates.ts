import type { Json } from '../../../lib/json.ts'
import type { Answer, Scene, Take } from './job.ts'

/**
 * After so many years the calendar is the same again: days of the week, leap years, lengths of months. A date in any
 * way of writing is moved by moving its year, and what is reckoned from dates comes out as before.
 */
const cycleYears = 28
export const cycle = 10_227 * 86_400_000

/** In which other cycle a playing has its dates, by how many. */
export function cyclesOf(take: Take): number {
  return take.kind === 'clock' ? (take.cycles ?? 0) : 0
}

/** The same run, as it would have been so many cycles later or earlier. */
export function movedScene(scene: Scene, cycles: number): Scene {
  const moved = <value extends Json>(value: value) => movedDates(value, cycles) as value
  return {
    ...scene,
    ...(scene.input !== undefined && { input: moved(scene.input) }),
    ...(scene.metadata !== undefined && { metadata: moved(scene.metadata) }),
    ...(scene.checkpoint !== undefined && { checkpoint: moved(scene.checkpoint) }),
    answers: scene.answers.map((answer) => movedAnswer(answer, cycles)),
  }
}

/** What was asked for is moved as well: the input that it was made of is. */
function movedAnswer(answer: Answer, cycles: number): Answer {
  const moved = <value extends Json>(value: value) => movedDates(value, cycles) as value
  return {
    ...answer,
    endpoint: answer.endpoint
      .split('/')
      .map((part) => (isVersion(part) ? part : moved(part)))
      .join('/'),
    query: answer.query.map(([name, value]) => [name, moved(value)] as const),
    body: moved(answer.body),
    headers: { ...(moved({ ...answer.headers }) as Answer['headers']), ...dateOf(answer) },
    response: moved(answer.response),
  }
}

/** `2027-01` in an address is most often the version of the API, which a function has by heart. */
function isVersion(part: string): boolean {
  return /^v?\d{4}-\d{2}$/.test(part)
}

/** When it was sent: that is no date of the data. */
function dateOf({ headers: { date } }: Answer): { date?: string } {
  return date === undefined ? {} : { date }
}

/** Every date of a document in another cycle. */
export function movedDates(value: Json, cycles: number, name?: string): Json {
  if (typeof value === 'string') return movedText(value, cycles)
  if (typeof value === 'number') return movedNumber(value, cycles, name)
  if (Array.isArray(value)) return value.map((each) => movedDates(each, cycles))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, movedDates(inner as Json, cycles, key)]))
}

function movedNumber(value: number, cycles: number, name = ''): number {
  if (isSeconds(value)) return value + (cycles * cycle) / 1000
  if (isSeconds(value / 1000)) return value + cycles * cycle
  return /year$/i.test(name) && value >= 1900 && value < 2100 ? value + cycles * cycleYears : value
}

function isSeconds(value: number): boolean {
  return value >= 1e9 && value < 2e9
}

function movedText(text: string, cycles: number): string {
  return text
    .replaceAll(years, (year) => String(Number(year) + cycles * cycleYears))
    .replaceAll(ticks, (digits) => String(Number(digits) + cycles * (digits.length === 13 ? cycle : cycle / 1000)))
}

/** As `2027-03-04`, `2027/03`, `20270304`, `04.03.2027`, `March 4, 2027` and `Thu, 04 Mar 2027` have it. */
const years = new RegExp(
  [
    String.raw`(?<!\d)(?:19|20)\d\d(?=[-/.](?:0?[1-9]|1[0-2])(?!\d))`,
    String.raw`(?<!\d)(?:19|20)\d\d(?=(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))`,
    String.raw`(?<=(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.])(?:19|20)\d\d(?!\d)`,
    String.raw`(?<=[A-Z][a-z]{2,8}\.?[ -](?:\d{1,2}(?:st|nd|rd|th)?,? )?)(?:19|20)\d\d(?!\d)`,
  ].join('|'),
  'g',
)

/** Seconds or milliseconds of these decades. */
const ticks = /(?<![\d.])1\d{9}(?:\d{3})?(?!\d)/g
