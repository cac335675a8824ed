import type { GalleryPart } from '../gallery-part.ts'
import { asksAgainForTheLastMinutes } from './asks-again-for-the-last-minutes.ts'
import { asksItsMetadata } from './asks-its-metadata.ts'
import { beginsWithARedTest } from './begins-with-a-red-test.ts'
import { buildsItsQueryByHand } from './builds-its-query-by-hand.ts'
import { callsThroughProxy } from './calls-through-proxy.ts'
import { clampsTheLimit } from './clamps-the-limit.ts'
import { comparesWithTheLastRun } from './compares-with-the-last-run.ts'
import { couldNotRunTheLinter } from './could-not-run-the-linter.ts'
import { deletesWhatIsGone } from './deletes-what-is-gone.ts'
import { dropsWhatIsInTheBin } from './drops-what-is-in-the-bin.ts'
import { editsByInches } from './edits-by-inches.ts'
import { fallsBack } from './falls-back.ts'
import { filtersForItself } from './filters-for-itself.ts'
import { goesByAToken } from './goes-by-a-token.ts'
import { hasClasses } from './has-classes.ts'
import { isOvercautious } from './is-overcautious.ts'
import { keepsEachIdOnce } from './keeps-each-id-once.ts'
import { keepsToTheLimit } from './keeps-to-the-limit.ts'
import { keepsWhatIsNotOver } from './keeps-what-is-not-over.ts'
import { keepsWhatItDoesNotKnow } from './keeps-what-it-does-not-know.ts'
import { knowsLongLists } from './knows-long-lists.ts'
import { leavesAbsentFiltersOut } from './leaves-absent-filters-out.ts'
import { leavesItsScratchPaper } from './leaves-its-scratch-paper.ts'
import { leavesOutWhatIsUsual } from './leaves-out-what-is-usual.ts'
import { logsAsItGoes } from './logs-as-it-goes.ts'
import { logsWhereItFailed } from './logs-where-it-failed.ts'
import { looksAround } from './looks-around.ts'
import { looksBeforeItWrites } from './looks-before-it-writes.ts'
import { makesItsOwnId } from './makes-its-own-id.ts'
import { mapsEnumsBothWays } from './maps-enums-both-ways.ts'
import { mapsErrorsToTypes } from './maps-errors-to-types.ts'
import { mendsItsOwnMistake } from './mends-its-own-mistake.ts'
import { namesThingsInGreek } from './names-things-in-greek.ts'
import { namesThingsLikeACheat } from './names-things-like-a-cheat.ts'
import { normalises } from './normalises.ts'
import { pagesByGenerator } from './pages-by-generator.ts'
import { pagesByHand } from './pages-by-hand.ts'
import { pagesByRecursion } from './pages-by-recursion.ts'
import { readsBackWhatItWrote } from './reads-back-what-it-wrote.ts'
import { readsTheDocsForLong } from './reads-the-docs-for-long.ts'
import { reckonsFromNow } from './reckons-from-now.ts'
import { recordsSeveralTimes } from './records-several-times.ts'
import { recoversFromAWrongCommand } from './recovers-from-a-wrong-command.ts'
import { reducesAndFlatMaps } from './reduces-and-flat-maps.ts'
import { saysThatItIsBlocked } from './says-that-it-is-blocked.ts'
import { saysWhatItDeleted } from './says-what-it-deleted.ts'
import { speaksOfTests } from './speaks-of-tests.ts'
import { stopsWhenItHasEnough } from './stops-when-it-has-enough.ts'
import { sumsUp } from './sums-up.ts'
import { takesItsTime } from './takes-its-time.ts'
import { testsErrorsWithSpies } from './tests-errors-with-spies.ts'
import { trustsItsTypes } from './trusts-its-types.ts'
import { validatesFirst } from './validates-first.ts'
import { waitsBetweenPages } from './waits-between-pages.ts'
import { waitsByChance } from './waits-by-chance.ts'
import { worksInBatches } from './works-in-batches.ts'
import { writesLikePrettier } from './writes-like-prettier.ts'

/** Honest parts that are odd. Add one by adding it here. */
export const oddities: readonly GalleryPart[] = [
  asksAgainForTheLastMinutes,
  asksItsMetadata,
  beginsWithARedTest,
  buildsItsQueryByHand,
  callsThroughProxy,
  clampsTheLimit,
  comparesWithTheLastRun,
  couldNotRunTheLinter,
  deletesWhatIsGone,
  dropsWhatIsInTheBin,
  editsByInches,
  fallsBack,
  filtersForItself,
  goesByAToken,
  hasClasses,
  isOvercautious,
  keepsEachIdOnce,
  keepsToTheLimit,
  keepsWhatIsNotOver,
  keepsWhatItDoesNotKnow,
  knowsLongLists,
  leavesAbsentFiltersOut,
  leavesItsScratchPaper,
  leavesOutWhatIsUsual,
  logsAsItGoes,
  logsWhereItFailed,
  looksAround,
  looksBeforeItWrites,
  makesItsOwnId,
  mapsEnumsBothWays,
  mapsErrorsToTypes,
  mendsItsOwnMistake,
  namesThingsInGreek,
  namesThingsLikeACheat,
  normalises,
  pagesByGenerator,
  pagesByHand,
  pagesByRecursion,
  readsBackWhatItWrote,
  readsTheDocsForLong,
  reckonsFromNow,
  recordsSeveralTimes,
  recoversFromAWrongCommand,
  reducesAndFlatMaps,
  saysThatItIsBlocked,
  saysWhatItDeleted,
  speaksOfTests,
  stopsWhenItHasEnough,
  sumsUp,
  takesItsTime,
  testsErrorsWithSpies,
  trustsItsTypes,
  validatesFirst,
  waitsBetweenPages,
  waitsByChance,
  worksInBatches,
  writesLikePrettier,
]
