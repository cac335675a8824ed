import { posix } from 'node:path'
import type { FunctionRef } from './room.ts'

export interface GeneratedTest {
  /** Relative to the project. */
  readonly path: string
  readonly text: string
  /** As `TestRun` names them. */
  readonly names: readonly string[]
}

/**
 * The vitest test that replays a function's fixture (`<api>/tests/<name>.test.json`) with Nango's own mocks. Passes
 * in any project with nango and vitest. `models` are those that a sync saves; `at` is when it was recorded, for a function
 * that looks at the clock: what it asks for tomorrow would not be what was recorded today.
 */
export function generatedTest(ref: FunctionRef, models: readonly string[] = [], at?: string): GeneratedTest {
  const path = `${ref.api}/tests/${ref.api}-${ref.name}.test.ts`
  const titles =
    ref.kind === 'action' ? ['answers what was recorded'] : ['saves what was recorded', 'deletes what was recorded']
  const test = ref.kind === 'action' ? actionTest(ref) : syncTest(ref, models)
  const text = at === undefined ? test : withClock(test, at)
  return { path, text, names: titles.map((title) => testName(path, [suite(ref), title])) }
}

/** The same test, in which it is then. Timers go on. */
function withClock(test: string, at: string): string {
  return test
    .replace(/import \{ describe, expect, it(, vi)? \}/, 'import { describe, expect, it, vi }')
    .replace(
      '\n// Written by Assay',
      `\nvi.useFakeTimers({ toFake: ['Date'], now: new Date('${at}') });\n\n// Written by Assay`,
    )
}

/** How a test is called in every account of ours. */
export function testName(path: string, titles: readonly string[]): string {
  return [posix.normalize(path), ...titles].join(' > ')
}

function suite({ api, name }: FunctionRef): string {
  return `${api} ${name}`
}

function actionTest(ref: FunctionRef): string {
  const { name } = ref
  return `import { NangoActionMock } from 'nango/test';
import { describe, expect, it } from 'vitest';

import action from '../actions/${name}.js';

// Written by Assay. ${name}.test.json holds requests and answers as they were recorded.
describe('${suite(ref)}', () => {
    it('answers what was recorded', async () => {
        const nango = new NangoActionMock({ dirname: import.meta.dirname, name: '${name}', Model: '' });
        const output = await action.exec(nango as never, (await nango.getInput()) as never);
        expect(asJson(output)).toEqual(await nango.getOutput());
    });
});

function asJson(value: unknown): unknown {
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
`
}

function syncTest(ref: FunctionRef, models: readonly string[]): string {
  const { name } = ref
  const list = models.map(quoted).join(', ')
  return `import { NangoSyncMock } from 'nango/test';
import { describe, expect, it, vi } from 'vitest';

import sync from '../syncs/${name}.js';

const models: string[] = [${list}];

// Written by Assay. ${name}.test.json holds requests, answers and records as they were recorded.
describe('${suite(ref)}', () => {
    it('saves what was recorded', async () => {
        const nango = newMock();
        const batchSave = vi.spyOn(nango, 'batchSave');
        await sync.exec(nango as never);
        for (const model of models) {
            expect(recordsOf(batchSave.mock.calls, model)).toEqual((await nango.getBatchSaveData(model)) ?? []);
        }
    });

    it('deletes what was recorded', async () => {
        const nango = newMock();
        const batchDelete = vi.spyOn(nango, 'batchDelete');
        await sync.exec(nango as never);
        for (const model of models) {
            expect(recordsOf(batchDelete.mock.calls, model)).toEqual((await nango.getBatchDeleteData(model)) ?? []);
        }
    });
});

function newMock() {
    return new NangoSyncMock({ dirname: import.meta.dirname, name: '${name}', Model: models.join(',') });
}

function recordsOf(calls: unknown[][], model: string): unknown {
    const records = calls.flatMap(([batch, of]) => (of === model && Array.isArray(batch) ? batch : []));
    return JSON.parse(JSON.stringify(records));
}
`
}

/** What a function saves under is its own word, and this file goes into a person's project: it must stay a word there. */
function quoted(text: string): string {
  const escaped = text.replace(/[^\w .:-]/gu, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`)
  return `'${escaped}'`
}
