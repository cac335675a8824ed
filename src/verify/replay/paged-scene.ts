import { randomBytes } from 'node:crypto'
import { type Json, isJsonObject } from '../../lib/json.ts'
import { isCursorField } from '../fresh/cursors.ts'
import type { Answer, Scene } from './boxed/job.ts'
import { type Path, leavesOf } from './boxed/leaves.ts'

export interface PagedScene {
  readonly scene: Scene
  /** Names the page that was put in. */
  readonly cursor: string
  /** Its position among the scene's answers. */
  readonly secondPage: number
}

/**
 * The same run in an account that has one page more: where the account's lists fit on one page, this shows whether the
 * next one would be read. Undefined where it is not known how the API would say that there is more.
 */
export function pagedScene(scene: Scene, knownPath: Path | undefined): PagedScene | undefined {
  const index = scene.answers.findLastIndex(({ status, response }) => status < 400 && hasList(response))
  const answer = scene.answers[index]
  const path = answer && (emptyCursor(answer.response) ?? knownPath)
  if (!answer || !path) return undefined
  const cursor = randomBytes(12).toString('base64url')
  const pages: Answer[] = [{ ...answer, response: withNew(answer.response, path, cursor) }, answer]
  const answers = [...scene.answers.slice(0, index), ...pages, ...scene.answers.slice(index + 1)]
  return { scene: { ...scene, purpose: 'paged', answers, takes: [{ kind: 'same' }] }, cursor, secondPage: index + 1 }
}

/** An answer that has a list of things at its top, one level deep. */
function hasList(response: Json): boolean {
  return isJsonObject(response) && Object.values(response).some((value) => Array.isArray(value) && value.length > 0)
}

/** Where the API says, with an empty text, that there is no more. */
function emptyCursor(response: Json): Path | undefined {
  return leavesOf(response).find(({ path, value }) => value === '' && isCursorField(path))?.path
}

function withNew(document: Json, path: Path, value: Json): Json {
  const [key, ...rest] = path
  if (key === undefined) return value
  const object = isJsonObject(document) ? document : {}
  return { ...object, [key]: withNew(object[key] ?? {}, rest, value) }
}
