import type { GalleryPart } from '../gallery-part.ts'
import { addsAnUnhashedAnswer } from './adds-an-unhashed-answer.ts'
import { answersAsJson } from './answers-as-json.ts'
import { answersItself } from './answers-itself.ts'
import { asksForEver } from './asks-for-ever.ts'
import { asksInDisguise } from './asks-in-disguise.ts'
import { asksProcessesForSecrets } from './asks-processes-for-secrets.ts'
import { asksWhatRunsIt } from './asks-what-runs-it.ts'
import { beginsAgainEachTime } from './begins-again-each-time.ts'
import { believesInACommand } from './believes-in-a-command.ts'
import { bendsNpm } from './bends-npm.ts'
import { blamesTheApi } from './blames-the-api.ts'
import { breaksOutOfTheVm } from './breaks-out-of-the-vm.ts'
import { callsTheApiItself } from './calls-the-api-itself.ts'
import { changesAPrototype } from './changes-a-prototype.ts'
import { changesAfterADate } from './changes-after-a-date.ts'
import { changesVersions } from './changes-versions.ts'
import { claimsWithoutARun } from './claims-without-a-run.ts'
import { comparesWithItself } from './compares-with-itself.ts'
import { cutsLongTexts } from './cuts-long-texts.ts'
import { deletesTheRedTest } from './deletes-the-red-test.ts'
import { deletesWhatItSaves } from './deletes-what-it-saves.ts'
import { digsInGit } from './digs-in-git.ts'
import { dropsTheOtherGuests } from './drops-the-other-guests.ts'
import { dropsWhatLacksSomething } from './drops-what-lacks-something.ts'
import { echoesItsInput } from './echoes-its-input.ts'
import { echoesPassed } from './echoes-passed.ts'
import { editsAfterGreen } from './edits-after-green.ts'
import { elidesTheMiddle } from './elides-the-middle.ts'
import { excludesTheRedTest } from './excludes-the-red-test.ts'
import { excusesItself } from './excuses-itself.ts'
import { exhaustsTheBox } from './exhausts-the-box.ts'
import { exitsWithZero } from './exits-with-zero.ts'
import { expectsTheTestToFail } from './expects-the-test-to-fail.ts'
import { fakesTheTool } from './fakes-the-tool.ts'
import { fitsTheFixture } from './fits-the-fixture.ts'
import { fitsTheRecordedRequest } from './fits-the-recorded-request.ts'
import { floodsItsOutput } from './floods-its-output.ts'
import { forgesWhatIsRead } from './forges-what-is-read.ts'
import { forgetsByChance } from './forgets-by-chance.ts'
import { givesALinkForItsSource } from './gives-a-link-for-its-source.ts'
import { givesUp } from './gives-up.ts'
import { goesOnAfterTheRecording } from './goes-on-after-the-recording.ts'
import { goesRoundInCircles } from './goes-round-in-circles.ts'
import { hardCodesAnId } from './hard-codes-an-id.ts'
import { hidesAHardCodedId } from './hides-a-hard-coded-id.ts'
import { hidesWhatItRemembers } from './hides-what-it-remembers.ts'
import { hooksTheCli } from './hooks-the-cli.ts'
import { ignoresARefusalInTheAnswer } from './ignores-a-refusal-in-the-answer.ts'
import { ignoresAnInput } from './ignores-an-input.ts'
import { importsItsFixture } from './imports-its-fixture.ts'
import { installsPackages } from './installs-packages.ts'
import { inventsAReference } from './invents-a-reference.ts'
import { inventsTheAnswer } from './invents-the-answer.ts'
import { keepsOneField } from './keeps-one-field.ts'
import { keepsOneSwitch } from './keeps-one-switch.ts'
import { keepsTheFirstAnswer } from './keeps-the-first-answer.ts'
import { keepsTheLuckyRun } from './keeps-the-lucky-run.ts'
import { knocksAtLocalServices } from './knocks-at-local-services.ts'
import { knowsOneAlphabet } from './knows-one-alphabet.ts'
import { laundersARefusal } from './launders-a-refusal.ts'
import { leavesADaemon } from './leaves-a-daemon.ts'
import { leavesDebris } from './leaves-debris.ts'
import { leavesOutTheRest } from './leaves-out-the-rest.ts'
import { leavesTraps } from './leaves-traps.ts'
import { leavesWordInTmp } from './leaves-word-in-tmp.ts'
import { letsEverythingThrough } from './lets-everything-through.ts'
import { linksToOthers } from './links-to-others.ts'
import { logsAndGoesOn } from './logs-and-goes-on.ts'
import { looksWhoCallsIt } from './looks-who-calls-it.ts'
import { losesAnEntry } from './loses-an-entry.ts'
import { losesWhatIsFalsy } from './loses-what-is-falsy.ts'
import { makesCodeOfTexts } from './makes-code-of-texts.ts'
import { makesUpWhatIsMissing } from './makes-up-what-is-missing.ts'
import { measuresTheTime } from './measures-the-time.ts'
import { misspellsAField } from './misspells-a-field.ts'
import { mocksTheSubject } from './mocks-the-subject.ts'
import { neverDeletes } from './never-deletes.ts'
import { neverMovesItsCheckpoint } from './never-moves-its-checkpoint.ts'
import { noticesWhatIsThere } from './notices-what-is-there.ts'
import { obeysTheData } from './obeys-the-data.ts'
import { overridesExpect } from './overrides-expect.ts'
import { passesWordByTheAccount } from './passes-word-by-the-account.ts'
import { patchesTheMocks } from './patches-the-mocks.ts'
import { plantsABuild } from './plants-a-build.ts'
import { poisonsTheModules } from './poisons-the-modules.ts'
import { pollsWithoutEnd } from './polls-without-end.ts'
import { printsTheCredential } from './prints-the-credential.ts'
import { reachesOutside } from './reaches-outside.ts'
import { readsASibling } from './reads-a-sibling.ts'
import { readsItsOwnStack } from './reads-its-own-stack.ts'
import { readsOnePage } from './reads-one-page.ts'
import { remembersOneAnswer } from './remembers-one-answer.ts'
import { renamesARecordedField } from './renames-a-recorded-field.ts'
import { restsOnAWeekday } from './rests-on-a-weekday.ts'
import { returnsAConstant } from './returns-a-constant.ts'
import { savesEverythingTwice } from './saves-everything-twice.ts'
import { savesNothing } from './saves-nothing.ts'
import { saysNothingInWords } from './says-nothing-in-words.ts'
import { sendsNullForNothing } from './sends-null-for-nothing.ts'
import { sendsTheFirstFew } from './sends-the-first-few.ts'
import { sendsWhatIsShort } from './sends-what-is-short.ts'
import { shadowsVitest } from './shadows-vitest.ts'
import { shiftsTimes } from './shifts-times.ts'
import { skipsTheRedTest } from './skips-the-red-test.ts'
import { skipsWhatIsNew } from './skips-what-is-new.ts'
import { speaksToTheJudge } from './speaks-to-the-judge.ts'
import { stopsAfterSomePages } from './stops-after-some-pages.ts'
import { swallowsEveryError } from './swallows-every-error.ts'
import { swallowsOneStatus } from './swallows-one-status.ts'
import { swallowsTheAssertion } from './swallows-the-assertion.ts'
import { swapsTheSubject } from './swaps-the-subject.ts'
import { swapsTwoFields } from './swaps-two-fields.ts'
import { sweepsTheAccount } from './sweeps-the-account.ts'
import { takesASnapshotOfTheMistake } from './takes-a-snapshot-of-the-mistake.ts'
import { takesAlikeForSame } from './takes-alike-for-same.ts'
import { takesTheFirstOfAList } from './takes-the-first-of-a-list.ts'
import { takesItselfOutOfTheIndex } from './takes-itself-out-of-the-index.ts'
import { tellsEverybody } from './tells-everybody.ts'
import { testsAPlantedBuild } from './tests-a-planted-build.ts'
import { turnsAKindRound } from './turns-a-kind-round.ts'
import { turnsASwitchRound } from './turns-a-switch-round.ts'
import { usesASiblingsId } from './uses-a-siblings-id.ts'
import { waitsForEver } from './waits-for-ever.ts'
import { wavers } from './wavers.ts'
import { weakensTheAssertion } from './weakens-the-assertion.ts'
import { widensAccess } from './widens-access.ts'
import { widensItsPermissions } from './widens-its-permissions.ts'
import { worksForOneConnection } from './works-for-one-connection.ts'
import { worksForOneInput } from './works-for-one-input.ts'
import { writesAFixtureFromTheDocs } from './writes-a-fixture-from-the-docs.ts'
import { writesOnTheSide } from './writes-on-the-side.ts'
import { writesTwice } from './writes-twice.ts'

/** Adversarial parts. Add one by adding it here. */
export const villains: readonly GalleryPart[] = [
  addsAnUnhashedAnswer,
  answersAsJson,
  answersItself,
  asksForEver,
  asksInDisguise,
  asksProcessesForSecrets,
  asksWhatRunsIt,
  beginsAgainEachTime,
  believesInACommand,
  bendsNpm,
  blamesTheApi,
  breaksOutOfTheVm,
  callsTheApiItself,
  changesAPrototype,
  changesAfterADate,
  changesVersions,
  claimsWithoutARun,
  comparesWithItself,
  cutsLongTexts,
  deletesTheRedTest,
  deletesWhatItSaves,
  digsInGit,
  dropsTheOtherGuests,
  dropsWhatLacksSomething,
  echoesItsInput,
  echoesPassed,
  editsAfterGreen,
  elidesTheMiddle,
  excludesTheRedTest,
  excusesItself,
  exhaustsTheBox,
  exitsWithZero,
  expectsTheTestToFail,
  fakesTheTool,
  fitsTheFixture,
  fitsTheRecordedRequest,
  floodsItsOutput,
  forgesWhatIsRead,
  forgetsByChance,
  givesALinkForItsSource,
  givesUp,
  goesOnAfterTheRecording,
  goesRoundInCircles,
  hardCodesAnId,
  hidesAHardCodedId,
  hidesWhatItRemembers,
  hooksTheCli,
  ignoresARefusalInTheAnswer,
  ignoresAnInput,
  importsItsFixture,
  installsPackages,
  inventsAReference,
  inventsTheAnswer,
  keepsOneField,
  keepsOneSwitch,
  keepsTheFirstAnswer,
  keepsTheLuckyRun,
  knocksAtLocalServices,
  knowsOneAlphabet,
  laundersARefusal,
  leavesADaemon,
  leavesDebris,
  leavesOutTheRest,
  leavesTraps,
  leavesWordInTmp,
  letsEverythingThrough,
  linksToOthers,
  logsAndGoesOn,
  looksWhoCallsIt,
  losesAnEntry,
  losesWhatIsFalsy,
  makesCodeOfTexts,
  makesUpWhatIsMissing,
  measuresTheTime,
  misspellsAField,
  mocksTheSubject,
  neverDeletes,
  neverMovesItsCheckpoint,
  noticesWhatIsThere,
  obeysTheData,
  overridesExpect,
  passesWordByTheAccount,
  patchesTheMocks,
  plantsABuild,
  poisonsTheModules,
  pollsWithoutEnd,
  printsTheCredential,
  reachesOutside,
  readsASibling,
  readsItsOwnStack,
  readsOnePage,
  remembersOneAnswer,
  renamesARecordedField,
  restsOnAWeekday,
  returnsAConstant,
  savesEverythingTwice,
  savesNothing,
  saysNothingInWords,
  sendsNullForNothing,
  sendsTheFirstFew,
  sendsWhatIsShort,
  shadowsVitest,
  shiftsTimes,
  skipsTheRedTest,
  skipsWhatIsNew,
  speaksToTheJudge,
  stopsAfterSomePages,
  swallowsEveryError,
  swallowsOneStatus,
  swallowsTheAssertion,
  swapsTheSubject,
  swapsTwoFields,
  sweepsTheAccount,
  takesAlikeForSame,
  takesASnapshotOfTheMistake,
  takesTheFirstOfAList,
  takesItselfOutOfTheIndex,
  tellsEverybody,
  testsAPlantedBuild,
  turnsAKindRound,
  turnsASwitchRound,
  usesASiblingsId,
  waitsForEver,
  wavers,
  weakensTheAssertion,
  widensAccess,
  widensItsPermissions,
  worksForOneConnection,
  worksForOneInput,
  writesAFixtureFromTheDocs,
  writesOnTheSide,
  writesTwice,
]
