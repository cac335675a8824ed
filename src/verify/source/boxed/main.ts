import { readFileSync, writeSync } from 'node:fs'
import { faultsIn } from './faults.ts'
import { literalsOf } from './literals.ts'
import { parseFunction } from './parse-function.ts'
import { ruleBreaks } from './rule-breaks.ts'

/*
 * Runs inside a box: a source can be written so that it overflows the stack of any parser, and that must not be ours.
 * Nothing of the source is executed here.
 */
const parsed = parseFunction(readFileSync(0, 'utf8'))
const reading =
  parsed.error === undefined
    ? {
        breaks: ruleBreaks(parsed).slice(0, 50),
        literals: literalsOf(parsed).slice(0, 5_000),
        faults: faultsIn(parsed),
      }
    : { error: parsed.error }
writeSync(1, JSON.stringify(reading))
