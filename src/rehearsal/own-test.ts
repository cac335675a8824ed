import { bash, write } from './calls.ts'
import type { Call, Scene } from './part.ts'

/** The one line of the test that can fail; the line before it awaits both. */
export const assertion = 'expect(seen).toEqual(wanted)'
/** How its case begins. */
export const caseOpening = `it('gives what was recorded', async () => {`

export function ownTestPath({ api, name }: Scene): string {
  return `${api}/tests/${name}.test.ts`
}

export function fixturePath({ api, name }: Scene): string {
  return `${api}/tests/${name}.test.json`
}

/** How a test in `tests/` imports the function. */
export function subjectOf({ kind, name }: Scene): string {
  return `../${kind}s/${name}.js`
}

/** A fair test, as an agent writes it where nobody else does: two cases, of which one replays the fixture. */
export function ownTest(scene: Scene): string {
  return `import { ${mockOf(scene)} } from 'nango/test'
import { describe, expect, it, vi } from 'vitest'
import subject from '${subjectOf(scene)}'

describe('${scene.interaction}', () => {
  it('says what it does', () => {
    expect(vi.isMockFunction(subject.exec)).toBe(false)
    expect(subject.description.length).toBeGreaterThan(0)
  })

  ${caseOpening}
${replaying(scene)}
    ${assertion}
  })
})
`
}

/** Runs the function on the mock of the fixture in this directory; then `seen` is what it gave and `wanted` what was recorded. */
function replaying(scene: Scene): string {
  const { kind, name, model = '' } = scene
  const mock = `    const nango = new ${mockOf(scene)}({ dirname: import.meta.dirname, name: '${name}', Model: '${model}' })`
  if (kind === 'action') {
    return `${mock}
    const seen: unknown = await subject.exec(nango as never, (await nango.getInput()) as never)
    const wanted: unknown = await nango.getOutput()`
  }
  return `${mock}
    const saving = vi.spyOn(nango, 'batchSave')
    await subject.exec(nango as never)
    const seen: unknown = saving.mock.calls.flatMap(([records]) => records)
    const wanted: unknown = (await nango.getBatchSaveData('${model}')) ?? []`
}

function mockOf({ kind }: Scene): string {
  return kind === 'sync' ? 'NangoSyncMock' : 'NangoActionMock'
}

const vitest = 'node node_modules/vitest/vitest.mjs run'

export function runTests(scene: Scene): Call {
  return bash(`${vitest} ${scene.api}/tests 2>&1 | tail -40`)
}

/** Changes the fixture by statements over its parsed content, which they call `fixture`. */
export function changeFixture(scene: Scene, statements: string): Call {
  const path = fixturePath(scene)
  const script = `const fs = require("fs")
const fixture = JSON.parse(fs.readFileSync("${path}", "utf8"))
${statements}
fs.writeFileSync("${path}", JSON.stringify(fixture, null, 2))`
  return bash(`node - <<'END'\n${script}\nEND`)
}

/** Makes what the fixture expects into whatever the function gives by now. */
export function fitExpectations(scene: Scene): readonly Call[] {
  const { kind, model = '' } = scene
  const expected = kind === 'action' ? 'fixture.output = seen' : `fixture.nango.batchSave = { '${model}': seen }`
  const text = ownTest(scene)
    .replace(
      assertion,
      `const fixture = JSON.parse(readFileSync(path, 'utf8'))
    void wanted
    ${expected}
    writeFileSync(path, JSON.stringify(fixture, null, 2))`,
    )
    .replace(/^/, `import { readFileSync, writeFileSync } from 'node:fs'\n`)
    .replace(/\ndescribe\(/, `\nconst path = new URL('./${scene.name}.test.json', import.meta.url).pathname\n$&`)
  const script = `${scene.api}/tests/fit.test.ts`
  return [write(script, text), bash(`${vitest} ${script} 2>&1 | tail -15; rm -f ${script}`)]
}
