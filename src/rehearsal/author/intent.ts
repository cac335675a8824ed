import { tellingWords, wordsOf } from './words.ts'

/** What sort of thing a sentence asks for. */
export type Deed = 'read' | 'create' | 'change' | 'remove'

/** A sentence and a name, read for what they want. */
export interface Intent {
  readonly deed: Deed
  /** The word that says what is to be done, such as `move`. */
  readonly verb: string
  /** Words of the name of the function. */
  readonly name: readonly string[]
  /** Words of the sentence. */
  readonly sentence: readonly string[]
  /** What the thing is of or in: `the members of a channel`. */
  readonly owners: readonly string[]
  /** All of what the thing is in: the boxes, in `the labels in all boxes`. */
  readonly holders: readonly string[]
  readonly isList: boolean
  readonly isBatch: boolean
  /** What is in the list that is asked for: the labels, in `list the labels of a box`. */
  readonly listed?: string
}

const deeds: readonly (readonly [Deed, string])[] = [
  ['remove', 'delete remove take empty clear stop leave unpin archive kick cancel close end revoke withdraw discard'],
  ['read', 'get list find tell read search look fetch query keep show go count check whoami lookup retrieve'],
  ['change', 'change update set replace rename move edit mark record unarchive bring hide unhide patch upsert put'],
  [
    'create',
    'create add make write post send insert import upload schedule invite copy clone open give pin join have watch associate append carry register quick book lend',
  ],
]

const deedOf = new Map(deeds.flatMap(([deed, verbs]) => verbs.split(' ').map((verb) => [verb, deed] as const)))

/** What a verb does. */
export function deedIn(verb: string): Deed | undefined {
  return deedOf.get(verb)
}

export function intentOf(name: string, does: string, kind: 'action' | 'sync'): Intent {
  // What is handed on is found in the answer: it tells nothing of how it is asked for.
  const [asked = does, handedOn = ''] = does.split(/,? and (?:give|hand|pass) (?:back|on) /)
  const said = asked.replace(/,? a page at a time\b/, '').replace(/,? (?:with (?:their|its|his|her)|such as) .*$/, '')
  const sentence = tellingWords(said).flatMap(undone)
  const later = wordsOf(handedOn).filter((word) => !sentence.includes(word))
  const inName = wordsOf(name).filter((word) => !later.includes(word))
  const [, listed = ''] = /^(?:list|find) (?:all |the |every )*(\w+) (?:of|in|on|for)\b/i.exec(does) ?? []
  const verb = [inName[0], sentence[0]].find((word) => word !== undefined && deedOf.has(word)) ?? ''
  const deed = kind === 'sync' ? 'read' : (deedOf.get(verb) ?? 'read')
  const isMany = /^(list|find|search)\b|a page at a time|\ball of\b/i.test(does) && !isOfOne(does)
  const isList = kind === 'sync' || (deed === 'read' && isMany)
  return {
    ...(listed && { listed: wordsOf(listed)[0] ?? listed }),
    deed,
    verb,
    name: inName,
    sentence,
    owners: ownersIn(does),
    holders: [...does.matchAll(/\b(?:in|on|from) (?:all|every|each) (\w+)/gi)].flatMap(([, word = '']) =>
      wordsOf(word),
    ),
    isList,
    isBatch: /\bseveral\b|\bat once\b|\bbatch\b/i.test(`${does} ${inName.join(' ')}`),
  }
}

/** Who is to be found is one, where a name or a mark tells which. */
function isOfOne(does: string): boolean {
  return /^find the \w*[^s\W] (?:who|whose|that has|with)\b/i.test(does)
}

function ownersIn(does: string): string[] {
  return [
    ...does.matchAll(
      /\b(?:of|in|on|for|to) (?:a|an|the|one|what a)(?: \w+)? (\w+)|\b(?:of|in|on|for|to) (?:a|an|the|one) (\w+)/gi,
    ),
  ].flatMap(([, one = '', other = '']) => tellingWords(`${one} ${other}`))
}

/** Who unpins removes a pin. */
function undone(word: string): string[] {
  const rest = /^un(\w{3,})$/.exec(word)?.[1]
  return rest ? [word, rest, 'remove'] : [word]
}

/** Whether a request can be what is wanted, from -1 (hardly) to 1. */
export function suits(
  { method, page, title }: { method: string; page: string; title: string },
  intent: Intent,
): number {
  const own = wordsOf(page.split('.').at(-1) ?? '').flatMap((word) => deedOf.get(word) ?? [])[0]
  return fitting(method, title, intent) - (own === undefined ? 0 : own === intent.deed ? -0.4 : 0.5)
}

function fitting(method: string, title: string, { deed, sentence }: Intent): number {
  if (method === '') return 0.5
  switch (deed) {
    case 'read':
      if (method === 'POST') return /^(returns?|search|quer|read|gets?|retrieve|finds?|lists?)/i.test(title) ? 0.7 : 0
      return method === 'GET' ? 1 : -1
    case 'create':
      return method === 'POST' ? 1 : method === 'GET' || method === 'DELETE' ? -1 : 0
    case 'remove':
      return method === 'DELETE' ? 1 : method === 'POST' ? 0.5 : method === 'GET' ? -1 : -0.3
    case 'change': {
      if (method === 'GET' || method === 'DELETE') return -1
      const whole = sentence.includes('replace') || sentence.includes('whole')
      if (method === 'PUT') return whole ? 1 : 0.4
      return method === 'PATCH' ? (whole ? 0.4 : 1) : 0.3
    }
  }
}
