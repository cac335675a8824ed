import type { Candidate } from './candidate.ts'
import type { CauseKind } from './root-cause.ts'

/** What another try should find changed, so that this would not have happened. */
export function counterfactualOf({ kind, subject }: Pick<Candidate, 'kind' | 'subject'>): string {
  return texts[kind].replaceAll('{subject}', subject)
}

const texts: Readonly<Record<CauseKind, string>> = {
  'invented-command': 'the tool prints its real commands when it is asked for one that does not exist',
  'forged-evidence': 'what bears witness is out of reach, and the denial says that the source is what has to be mended',
  'broke-a-rule': 'the instructions say that this is not allowed ({subject}), and what to do instead',
  'misread-result': 'the tool says in its first line whether it went well, and what to do next',
  'misled-by-tool': 'the tool says what is really the matter',
  'invented-api-fact': 'the reference page of this operation is read before it is used',
  'wrong-function': 'the instructions ask for what `{subject}` looks at, with an example',
  regression: 'a function that has run well is run again after each change ({subject})',
  'false-claim': 'the instructions say that nothing counts as done which was not run as it is',
  'unmended-failure': 'a fresh attempt is told how this failed ({subject}), and begins from there',
  loop: 'a call that is made a third time with the same answer says that something else has to be tried',
  'gave-up': 'the instructions say how to report what keeps it from going on',
  environment: 'it is tried again when the API answers',
  task: 'the spec names something that exists in the test account',
}
