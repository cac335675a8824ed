import type { JsonObject } from '../lib/json.ts'
import { bash, write } from './calls.ts'
import { fixturePath } from './own-test.ts'
import type { Call, Scene } from './part.ts'

/** Calls that write a fixture of an action without asking the API: each request of the function gets `answer`. */
export function forgeFixture(scene: Scene, input: JsonObject, answer: JsonObject): readonly Call[] {
  const path = fixturePath(scene)
  const script = `import { mkdirSync, writeFileSync } from 'node:fs'
import subject from '../${scene.file}'

const input = ${JSON.stringify(input)}
const answer = ${JSON.stringify(answer)}
const api = {}
const ask = (method) => async ({ endpoint, params, data }) => {
  const at = '/' + endpoint.replace(/^\\//, '')
  api[method] = { ...api[method], [at]: { response: answer, status: 200, headers: {}, request: { params, data } } }
  return { data: answer, status: 200, headers: {} }
}
const methods = ['get', 'post', 'put', 'patch', 'delete'].map((method) => [method, ask(method)])
const nango = { ...Object.fromEntries(methods), ActionError: Error, log() {} }
const output = await subject.exec(nango, input)
mkdirSync('${scene.api}/tests', { recursive: true })
writeFileSync('${path}', JSON.stringify({ input, output, nango: {}, api }, null, 2))
`
  return [write('scratch/record.mjs', script), bash('node scratch/record.mjs')]
}
