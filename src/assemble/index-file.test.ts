import { describe, expect, it } from 'vitest'
import { mergedIndex } from './index-file.ts'

const greet = './slack/actions/greet.js'
const people = './google/syncs/people.js'

describe('index.ts', () => {
  const merge = (text: string, wanted: string[], ours = wanted) =>
    mergedIndex(text, { wanted, isOurs: (path) => ours.includes(path) })

  it('of our functions alone is sorted', () => {
    expect(merge('', [greet, people])).toBe(`import '${people}';\nimport '${greet}';\n`)
    expect(merge(`import '${greet}';\n`, [greet, people])).toBe(`import '${people}';\nimport '${greet}';\n`)
  })

  it('keeps what a person wrote, to the letter, and adds ours once', () => {
    const theirs = `// Our functions\r\nimport "./crm/syncs/deals";\r\n\r\n/* later:\r\nimport './crm/syncs/notes.js' */`
    const once = merge(theirs, [greet])
    expect(once).toBe(`${theirs}\r\nimport '${greet}';\r\n`)
    expect(merge(once, [greet])).toBe(once)
  })

  it('knows a line of ours that a person wrote in another way', () => {
    const text = `// mine\nimport "./slack/actions/greet"\n`
    expect(merge(text, [greet])).toBe(text)
  })

  it('drops the line of a function of ours that is gone, and no other', () => {
    const text = `// mine\nimport './crm/syncs/deals.js';\nimport '${people}';\n`
    expect(merge(text, [greet], [greet, people])).toBe(`// mine\nimport './crm/syncs/deals.js';\nimport '${greet}';\n`)
  })
})
