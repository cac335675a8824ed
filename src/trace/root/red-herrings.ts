/** Words of a tool that point away from the cause. Whoever believes them was misled by us, not by itself. */
export interface RedHerring {
  readonly says: RegExp
  /** Of which command: elsewhere the same words may be true. */
  readonly from: 'dryrun' | 'tests' | 'compile'
  readonly truth: string
  /** What a tool should do so that nobody is misled again. */
  readonly instead: string
}

/** To be extended by every post-mortem. */
const redHerrings: readonly RedHerring[] = [
  {
    says: /invalid action output/i,
    from: 'dryrun',
    truth: 'the schema of an older build was used: it is gone when the function is compiled first',
    instead: 'compile before each dry run',
  },
  {
    says: /cannot find module [^\n]*build\/|definitions\.js/i,
    from: 'dryrun',
    truth: 'nothing was ever compiled here',
    instead: 'compile before each dry run',
  },
  {
    says: /no mock found for [A-Z]+ /i,
    from: 'tests',
    truth: 'the request changed after it was recorded, or holds a time or an id that is new in each run',
    instead: 'record again after each change, with inputs that stay the same',
  },
  {
    says: /missing mock data for output/i,
    from: 'tests',
    truth: 'the action returns nothing, so its fixture has no output',
    instead: 'take a fixture without output for an action that returns nothing',
  },
  {
    says: /cannot read properties of undefined/i,
    from: 'tests',
    truth: 'the mock lacks a method or a field that the real runtime has',
    instead: 'run it against the API, or complete the mock',
  },
  {
    says: /\b(TextEncoder|TextDecoder|fetch|process|URLSearchParams|structuredClone) is not defined/,
    from: 'dryrun',
    truth: "the runtime has fewer globals than the tests' process",
    instead: 'say which globals the runtime has, and which package stands in for one',
  },
  {
    says: /module '[^']+' is not allowed/i,
    from: 'dryrun',
    truth: 'only ten packages may be imported',
    instead: 'print the packages that may be imported',
  },
  {
    says: /no script named/i,
    from: 'dryrun',
    truth: 'index.ts has no line for the function',
    instead: 'keep index.ts complete',
  },
]

/** What was believed, if these words of that command are known to mislead. */
export function redHerringIn(from: RedHerring['from'], output: string): RedHerring | undefined {
  return redHerrings.find((each) => each.from === from && each.says.test(output))
}
