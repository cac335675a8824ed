import { randomBytes } from 'node:crypto'
import { type Json, isJsonObject } from '../../lib/json.ts'
import { isCursorField } from '../fresh/cursors.ts'
import type { Answer, Scene } from './boxed/job.ts'
import { type Path, leavesOf, withValue } from './boxed/leaves.ts'
import { withNew } from './with-new.ts'

export interface PagedScene {
  readonly scene: Scene
  /** Name the pages that were put in, in order. */
  readonly cursors: readonly string[]
  /** Position among the scene's answers of the last page that was put in. */
  readonly lastPage: number
}

/** Whoever reads a few pages and takes them for all has stopped before that. */
const morePages = 8

/**
 * The same run in an account that has some pages more than were met: shows whether all of them would be read. Undefined
 * where it is not known how the API would say that there is more.
 */
export function pagedScene(scene: Scene, knownPath: Path | undefined): PagedScene | undefined {
  return amongPages(scene) ?? afterLastPage(scene, knownPath)
}

/** Pages were met: more of them are put behind the first, and the last of these leads to the one that was met next. */
function amongPages(scene: Scene): PagedScene | undefined {
  const index = scene.answers.findIndex(
    ({ status, response }) => status < 400 && hasList(response) && cursorIn(response),
  )
  const answer = scene.answers[index]
  const cursor = answer && cursorIn(answer.response)
  if (!answer || !cursor) return undefined
  const cursors = Array.from({ length: morePages }, (_, number) => anotherCursor(cursor.value, number))
  const pages = [...cursors, cursor.value].map((text) => ({
    ...answer,
    response: withValue(answer.response, cursor.path, text),
  }))
  return put(scene, { index, pages, cursors })
}

/** They fit on one page: the API is made to say that there is more. */
function afterLastPage(scene: Scene, knownPath: Path | undefined): PagedScene | undefined {
  const index = scene.answers.findLastIndex(({ status, response }) => status < 400 && hasList(response))
  const answer = scene.answers[index]
  const path = answer && (emptyCursor(answer.response) ?? knownPath)
  if (!answer || !path) return undefined
  const cursors = Array.from({ length: morePages }, () => anotherCursor('', 0))
  const pages = cursors.map((cursor) => ({ ...answer, response: withNew(answer.response, path, cursor) }))
  return put(scene, { index, pages: [...pages, answer], cursors })
}

interface Pages {
  /** Of the answer whose place they take. */
  readonly index: number
  readonly pages: readonly Answer[]
  readonly cursors: readonly string[]
}

function put(scene: Scene, { index, pages, cursors }: Pages): PagedScene {
  const answers = [...scene.answers.slice(0, index), ...pages, ...scene.answers.slice(index + 1)]
  return {
    scene: { ...scene, purpose: 'paged', answers, takes: [{ kind: 'same' }] },
    cursors,
    lastPage: index + pages.length - 1,
  }
}

function cursorIn(response: Json): { path: Path; value: string } | undefined {
  const found = leavesOf(response).find(({ path, value }) => isCursorText(value) && isCursorField(path))
  return found && { path: found.path, value: String(found.value) }
}

/** An address says more than which page it is. */
function isCursorText(value: Json): boolean {
  return typeof value === 'string' && value !== '' && !value.includes('/')
}

/** Some count their pages or entries, and functions may count with them. */
function anotherCursor(like: string, number: number): string {
  return /^\d{1,9}$/.test(like) ? String(Number(like) + 1 + number) : randomBytes(12).toString('base64url')
}

/** An answer that has a list of things at its top, one level deep. */
function hasList(response: Json): boolean {
  return isJsonObject(response) && Object.values(response).some((value) => Array.isArray(value) && value.length > 0)
}

/** Where the API says, with an empty text, that there is no more. */
function emptyCursor(response: Json): Path | undefined {
  return leavesOf(response).find(({ path, value }) => value === '' && isCursorField(path))?.path
}
