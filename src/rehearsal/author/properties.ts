import { type JsonObject, isJsonObject } from '../../lib/json.ts'
import type { Desk } from './desk.ts'
import type { Lessons } from './lessons.ts'
import { madeUp } from './made-up.ts'
import type { Field, Operation } from './read-page.ts'
import { tellingWords, wordsOf } from './words.ts'

/** An object whose keys are told elsewhere. */
export function isFreeForm({ type, fields, text }: Field): boolean {
  return (
    /^(object|Record<.*>)$/.test(type) && fields.length === 0 && /by name|key:value|named? (field|propert)/i.test(text)
  )
}

/** Values by name: the names that the sentence, an error or the overview speaks of, as the like things have them. */
export function propertiesFor(
  desk: Desk,
  operation: Operation,
  field: Field,
  { examples, wanted, turn, values }: Lessons,
): JsonObject {
  const samples = examples.flatMap((item) =>
    isJsonObject(item) && isJsonObject(item[field.name]) ? [item[field.name] as JsonObject] : [],
  )
  const answered = operation.answer.find(({ name }) => name === field.name)?.fields.map(({ name }) => name) ?? []
  const usual =
    usualNames(desk).length > 0
      ? usualNames(desk)
      : answered.filter((name) => tellingWords(name).every((word) => desk.intent.sentence.includes(word)))
  const said = [...desk.intent.sentence, ...desk.intent.name]
  const spoken = usual.filter((name) => said.some((word) => word.length > 3 && name.toLowerCase().includes(word)))
  const asked = wanted.filter(
    (name) => usual.includes(name) || samples.some((sample) => name in sample) || /^[a-z]+(_[a-z]+)+$/.test(name),
  )
  const names = [...new Set([...usual.slice(0, 2), ...spoken, ...asked])]
  return Object.fromEntries(
    names.map((name) => {
      const sample = samples
        .map((each) => each[name])
        .find((value) => value !== undefined && value !== null && value !== '')
      const told = values.get(name)
      if (told !== undefined) return [name, told]
      const isChoice = /stage|pipeline|status|type|priority|owner|category|amount|price/i.test(name)
      const made = madeUp(
        {
          ...field,
          name,
          type: 'string',
          text: /timestamp|date|time$/i.test(name) ? 'ISO 8601' : name.replaceAll('_', ' '),
        },
        desk.whim,
        turn,
      )
      return [name, isChoice && sample !== undefined ? sample : String(made)]
    }),
  )
}

/** Names that the overview gives for the things of this sort: `Companies: \`name\`, \`domain\``. */
export function usualNames({ overview, intent }: Desk): string[] {
  const lists = [...overview.matchAll(/(?:^|[.:] )([A-Z][\w ]+): ((?:`\w+`[^`.]*)+)/gm)]
  const list = lists.find(([, noun = '']) =>
    wordsOf(noun).some((word) => intent.name.includes(word) || intent.sentence.includes(word)),
  )
  return [...(list?.[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
}
