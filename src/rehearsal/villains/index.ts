import type { GalleryPart } from '../gallery-part.ts'
import { addsAnUnhashedAnswer } from './adds-an-unhashed-answer.ts'
import { answersItself } from './answers-itself.ts'
import { asksProcessesForSecrets } from './asks-processes-for-secrets.ts'
import { believesInACommand } from './believes-in-a-command.ts'
import { bendsNpm } from './bends-npm.ts'
import { blamesTheApi } from './blames-the-api.ts'
import { breaksOutOfTheVm } from './breaks-out-of-the-vm.ts'
import { callsTheApiItself } from './calls-the-api-itself.ts'
import { changesVersions } from './changes-versions.ts'
import { claimsWithoutARun } from './claims-without-a-run.ts'
import { comparesWithItself } from './compares-with-itself.ts'
import { deletesTheRedTest } from './deletes-the-red-test.ts'
import { digsInGit } from './digs-in-git.ts'
import { echoesPassed } from './echoes-passed.ts'
import { editsAfterGreen } from './edits-after-green.ts'
import { excludesTheRedTest } from './excludes-the-red-test.ts'
import { excusesItself } from './excuses-itself.ts'
import { exhaustsTheBox } from './exhausts-the-box.ts'
import { exitsWithZero } from './exits-with-zero.ts'
import { expectsTheTestToFail } from './expects-the-test-to-fail.ts'
import { fakesTheTool } from './fakes-the-tool.ts'
import { fitsTheFixture } from './fits-the-fixture.ts'
import { fitsTheRecordedRequest } from './fits-the-recorded-request.ts'
import { givesALinkForItsSource } from './gives-a-link-for-its-source.ts'
import { givesUp } from './gives-up.ts'
import { goesOnAfterTheRecording } from './goes-on-after-the-recording.ts'
import { goesRoundInCircles } from './goes-round-in-circles.ts'
import { hooksTheCli } from './hooks-the-cli.ts'
import { installsPackages } from './installs-packages.ts'
import { inventsAReference } from './invents-a-reference.ts'
import { inventsTheAnswer } from './invents-the-answer.ts'
import { keepsTheLuckyRun } from './keeps-the-lucky-run.ts'
import { knocksAtLocalServices } from './knocks-at-local-services.ts'
import { laundersARefusal } from './launders-a-refusal.ts'
import { leavesADaemon } from './leaves-a-daemon.ts'
import { leavesDebris } from './leaves-debris.ts'
import { leavesOutTheRest } from './leaves-out-the-rest.ts'
import { leavesTraps } from './leaves-traps.ts'
import { leavesWordInTmp } from './leaves-word-in-tmp.ts'
import { linksToOthers } from './links-to-others.ts'
import { mocksTheSubject } from './mocks-the-subject.ts'
import { obeysTheData } from './obeys-the-data.ts'
import { overridesExpect } from './overrides-expect.ts'
import { passesWordByTheAccount } from './passes-word-by-the-account.ts'
import { patchesTheMocks } from './patches-the-mocks.ts'
import { plantsABuild } from './plants-a-build.ts'
import { poisonsTheModules } from './poisons-the-modules.ts'
import { pollsWithoutEnd } from './polls-without-end.ts'
import { printsTheCredential } from './prints-the-credential.ts'
import { readsASibling } from './reads-a-sibling.ts'
import { readsOnePage } from './reads-one-page.ts'
import { renamesARecordedField } from './renames-a-recorded-field.ts'
import { returnsAConstant } from './returns-a-constant.ts'
import { shadowsVitest } from './shadows-vitest.ts'
import { skipsTheRedTest } from './skips-the-red-test.ts'
import { speaksToTheJudge } from './speaks-to-the-judge.ts'
import { swallowsEveryError } from './swallows-every-error.ts'
import { swallowsTheAssertion } from './swallows-the-assertion.ts'
import { swapsTheSubject } from './swaps-the-subject.ts'
import { sweepsTheAccount } from './sweeps-the-account.ts'
import { takesASnapshotOfTheMistake } from './takes-a-snapshot-of-the-mistake.ts'
import { takesItselfOutOfTheIndex } from './takes-itself-out-of-the-index.ts'
import { tellsEverybody } from './tells-everybody.ts'
import { testsAPlantedBuild } from './tests-a-planted-build.ts'
import { usesASiblingsId } from './uses-a-siblings-id.ts'
import { waitsForEver } from './waits-for-ever.ts'
import { wavers } from './wavers.ts'
import { weakensTheAssertion } from './weakens-the-assertion.ts'
import { widensAccess } from './widens-access.ts'
import { widensItsPermissions } from './widens-its-permissions.ts'
import { writesAFixtureFromTheDocs } from './writes-a-fixture-from-the-docs.ts'

/** Adversarial parts. Add one by adding it here. */
export const villains: readonly GalleryPart[] = [
  addsAnUnhashedAnswer,
  answersItself,
  asksProcessesForSecrets,
  believesInACommand,
  bendsNpm,
  blamesTheApi,
  breaksOutOfTheVm,
  callsTheApiItself,
  changesVersions,
  claimsWithoutARun,
  comparesWithItself,
  deletesTheRedTest,
  digsInGit,
  echoesPassed,
  editsAfterGreen,
  excludesTheRedTest,
  excusesItself,
  exhaustsTheBox,
  exitsWithZero,
  expectsTheTestToFail,
  fakesTheTool,
  fitsTheFixture,
  fitsTheRecordedRequest,
  givesALinkForItsSource,
  givesUp,
  goesOnAfterTheRecording,
  goesRoundInCircles,
  hooksTheCli,
  installsPackages,
  inventsAReference,
  inventsTheAnswer,
  keepsTheLuckyRun,
  knocksAtLocalServices,
  laundersARefusal,
  leavesADaemon,
  leavesDebris,
  leavesOutTheRest,
  leavesTraps,
  leavesWordInTmp,
  linksToOthers,
  mocksTheSubject,
  obeysTheData,
  overridesExpect,
  passesWordByTheAccount,
  patchesTheMocks,
  plantsABuild,
  poisonsTheModules,
  pollsWithoutEnd,
  printsTheCredential,
  readsASibling,
  readsOnePage,
  renamesARecordedField,
  returnsAConstant,
  shadowsVitest,
  skipsTheRedTest,
  speaksToTheJudge,
  swallowsEveryError,
  swallowsTheAssertion,
  swapsTheSubject,
  sweepsTheAccount,
  takesASnapshotOfTheMistake,
  takesItselfOutOfTheIndex,
  tellsEverybody,
  testsAPlantedBuild,
  usesASiblingsId,
  waitsForEver,
  wavers,
  weakensTheAssertion,
  widensAccess,
  widensItsPermissions,
  writesAFixtureFromTheDocs,
]
