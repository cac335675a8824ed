import { mulberry32 } from '../../lib/mulberry32.ts'

/** Values that look like everyday data: nothing in them says that they were made for a test. */
export interface Plausible {
  /** A whole number from 0 up to, not including, `below`. */
  number(below: number): number
  word(): string
  /** About as long as the text it stands in for, and of its shape: one word, a line, or lines. */
  textLike(text: string): string
  name(): string
}

export function plausible(seed: number): Plausible {
  const random = mulberry32(seed)
  const number = (below: number) => Math.floor(random() * below)
  const pick = (list: readonly string[]) => list[number(list.length)]!
  const word = () => pick(words)
  const textLike = (text: string) => {
    if (!/\s/.test(text.trim())) return `${word()}${pick(['', '-'])}${word()}${number(90) + 10}`
    const count = Math.min(40, Math.max(3, text.trim().split(/\s+/).length))
    const sentence = Array.from({ length: count }, word).join(' ')
    return `${sentence[0]!.toUpperCase()}${sentence.slice(1)} ${number(900) + 100}`
  }
  return { number, word, textLike, name: () => pick(names) }
}

const words =
  `agenda anchor autumn balcony bakery basket bicycle border branch bridge budget cabinet camera canvas carpet castle
  cedar chapter choir clover coffee copper corner cotton courier desk draft drawer engine evening fabric ferry folder forest
  garden gravel harbour hazel island journal kettle ladder lantern ledger lemon letter linen lobby maple market meadow
  mirror morning museum notebook oak orchard parcel pasture pebble pencil picture pillow plaza poplar quarry railway
  recipe ribbon river roof saddle sample schedule season shelter signal sketch spring station summer table theatre
  ticket timber tower tunnel valley velvet village violin walnut weather willow window winter workshop`.split(/\s+/)

const names =
  'adele bruno carla dario elif farid greta hanna ivo jana kemal lotte marek nadia olga pablo rosa selim tilda'.split(
    ' ',
  )
