import type { ArtefactCheck } from '../trial.ts'
import { agreesWithRecording } from './agrees-with-recording.ts'
import { answersSeen } from './answers-seen.ts'
import { changesFollowed } from './changes-followed.ts'
import { checkpointsKept } from './checkpoints-kept.ts'
import { compiles } from './compiles.ts'
import { entriesKept } from './entries-kept.ts'
import { errorsSurface, notFoundSurfaces } from './errors-surface.ts'
import { failsWhole } from './fails-whole.ts'
import { fieldsGiven } from './fields-given.ts'
import { freshInputDryRun } from './fresh-input-dryrun.ts'
import { generatedTestsPass } from './generated-tests.ts'
import { namesKept } from './names-kept.ts'
import { nothingLost } from './nothing-lost.ts'
import { noRecordedConstants } from './no-recorded-constants.ts'
import { noStrayUndefined } from './no-stray-undefined.ts'
import { onlyWhatWasAsked } from './only-what-was-asked.ts'
import { outputFromResponse } from './output-from-response.ts'
import { pagesRead } from './pages-read.ts'
import { plannedOperations } from './planned-operations.ts'
import { platformRules } from './platform-rules.ts'
import { readBack } from './read-back.ts'
import { realExchanges } from './real-exchanges.ts'
import { recordingTells } from './recording-tells.ts'
import { recordsStand } from './records-stand.ts'
import { repeatsNoWrite } from './repeats-no-write.ts'
import { replayFaithful } from './replay-faithful.ts'
import { requestFromInput } from './request-from-input.ts'
import { sameAtAnyTime } from './same-at-any-time.ts'
import { sameByAnyChance } from './same-by-any-chance.ts'
import { sameEverywhere } from './same-everywhere.ts'
import { sourceWritten } from './source-written.ts'
import { succeededLive } from './succeeded-live.ts'
import { switchesKept } from './switches-kept.ts'
import { testsFailWhenBroken } from './tests-fail-when-broken.ts'
import { unreadableSurfaces } from './unreadable-surfaces.ts'
import { valuesKept } from './values-kept.ts'
import { valuesWhole } from './values-whole.ts'
import { writtenOnce } from './written-once.ts'

/** Every question put to a function, in the order in which a person would want the answers. Add a check by adding it here. */
export const artefactChecks: readonly ArtefactCheck[] = [
  sourceWritten,
  platformRules,
  succeededLive,
  compiles,
  freshInputDryRun,
  realExchanges,
  plannedOperations,
  readBack,
  writtenOnce,
  nothingLost,
  noStrayUndefined,
  namesKept,
  valuesKept,
  fieldsGiven,
  switchesKept,
  pagesRead,
  recordsStand,
  checkpointsKept,
  entriesKept,
  onlyWhatWasAsked,
  replayFaithful,
  sameEverywhere,
  sameAtAnyTime,
  sameByAnyChance,
  answersSeen,
  outputFromResponse,
  valuesWhole,
  requestFromInput,
  noRecordedConstants,
  errorsSurface,
  notFoundSurfaces,
  unreadableSurfaces,
  failsWhole,
  changesFollowed,
  repeatsNoWrite,
  generatedTestsPass,
  testsFailWhenBroken,
]

/**
 * What can be asked where there is only a recording that somebody else made. Of the others each needs an account: to be
 * run in, to be read back, to hold things that the recording does not have.
 */
export const recordedChecks: readonly ArtefactCheck[] = [
  sourceWritten,
  compiles,
  platformRules,
  recordingTells,
  agreesWithRecording,
  noStrayUndefined,
  namesKept,
  pagesRead,
  entriesKept,
  sameEverywhere,
  sameAtAnyTime,
  sameByAnyChance,
  outputFromResponse,
  valuesWhole,
  requestFromInput,
  noRecordedConstants,
  errorsSurface,
  notFoundSurfaces,
  unreadableSurfaces,
  failsWhole,
]

/** The questions that a recording cannot answer. */
export const notAskedOfRecordings: readonly string[] = artefactChecks
  .filter((check) => !recordedChecks.includes(check) && check !== replayFaithful)
  .map(({ name }) => name)
