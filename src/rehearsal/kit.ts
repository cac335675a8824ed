/** What villains and oddities are written with: for `assay self-test --parts`, as `assay/parts`. */
export * from './calls.ts'
export type { Expected, GalleryPart } from './gallery-part.ts'
export {
  buildHonestly,
  compile,
  deliver,
  doneWith,
  dryRun,
  endHonestly,
  knowNothing,
  lookAround,
  research,
  testInput,
  workHonestly,
  writes,
} from './moves.ts'
export { type Call, type Move, type Play, type Scene, type ToolResult, type Turn, fatal, turn } from './part.ts'
export * from './spoil.ts'
export { type Work, sourceText, workOf } from './works/work.ts'
