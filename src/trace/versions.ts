import { isGoodDryRun, outcomesOf } from './failures.ts'
import { pathOf, type TimelineEvent } from './timeline.ts'
import { writtenPaths } from './written-paths.ts'

/** The source file as one event left it. */
export interface Version {
  /** Place in the timeline. */
  readonly place: number
  /** Unknown where a shell wrote it, or where an edit was of something that nobody had seen. */
  readonly text: string | undefined
  /** Before the next version: a dry run of it ended well; a compilation or a run of it failed. */
  readonly ranWell: boolean
  readonly failed: boolean
}

export interface SourceFile {
  readonly path: string
  /** As it was sealed; absent when there was none. */
  readonly text?: string
}

/** Every version of the source file, in order, as far as the calls tell; the last one as it was sealed. */
export function versionsOf(events: readonly TimelineEvent[], source: SourceFile): readonly Version[] {
  const written = writings(events, source.path)
  if (written.length === 0) return []
  const texts = written.map(({ text }) => text)
  // What a shell wrote last is what was found there in the end.
  if (texts.at(-1) === undefined) texts[texts.length - 1] = source.text
  return written.map(({ place }, index) => {
    const until = events.slice(place + 1, written[index + 1]?.place)
    return {
      place,
      text: texts[index],
      ranWell: until.some(isGoodDryRun),
      failed: until.some((event) => event.kind === 'called' && outcomesOf(event).some(({ failed }) => failed)),
    }
  })
}

/** The version that was there at a place in the timeline. */
export function versionAt(versions: readonly Version[], place: number): number {
  return versions.findLastIndex((version) => version.place < place)
}

function writings(events: readonly TimelineEvent[], path: string): { place: number; text: string | undefined }[] {
  let known: string | undefined
  return events.flatMap((event, place) => {
    if (event.kind !== 'called') return []
    const named = pathOf(event.args)
    if (event.tool === 'read' && named !== undefined && isSame(named, path)) known ??= textOfRead(event.output)
    if (!writtenPaths(event).some((each) => isSame(each, path))) return []
    // Refused, or of a text that was not there: it wrote nothing.
    if (event.failed && event.tool !== 'bash') return []
    known = textAfter(event, known)
    return [{ place, text: known }]
  })
}

function textAfter({ tool, args }: Extract<TimelineEvent, { kind: 'called' }>, before?: string): string | undefined {
  if (tool === 'write') return String(args['content'] ?? '')
  if (tool !== 'edit' || before === undefined) return undefined
  const [old, now] = [String(args['oldString'] ?? ''), String(args['newString'] ?? '')]
  return args['replaceAll'] === true ? before.replaceAll(old, () => now) : before.replace(old, () => now)
}

/** Paths are given from the workspace or from the root. */
function isSame(named: string, path: string): boolean {
  const plain = named.replace(/^(\.\/)+/, '')
  return plain === path || plain.endsWith(`/${path}`)
}

// A read numbers its lines.
function textOfRead(output: string): string | undefined {
  const lines = output.split('\n').flatMap((line) => /^\s*\d+[:|\t] ?(.*)$/.exec(line)?.[1] ?? [])
  return lines.length === 0 ? undefined : `${lines.join('\n')}\n`
}
