import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { FunctionRef, ProjectFile } from './room.ts'
import type { Toolchain } from './toolchain.ts'

/** The files of a Nango project that are ours, by the CLI's own template: everything but the functions. */
export function projectFiles(toolchain: Toolchain, functions: readonly FunctionRef[]): ProjectFile[] {
  return [
    { path: 'index.ts', text: functions.map((ref) => `import './${sourcePath(ref, 'js')}';\n`).join('') },
    { path: 'package.json', text: `${JSON.stringify(packageManifest(toolchain), null, 2)}\n` },
    { path: 'tsconfig.json', text: fromTemplate(toolchain, 'tsconfig.json') },
    { path: '.env', text: '' },
    { path: '.ignore', text: 'node_modules\nbuild\n.nango\n' },
  ]
}

/** Where a function's source is in its project. */
export function sourcePath({ api, name, kind }: FunctionRef, extension: 'ts' | 'js' = 'ts'): string {
  return `${api}/${kind}s/${name}.${extension}`
}

const manifest = z.looseObject({
  scripts: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
})

/** The template's package.json; its versions are exactly those that are installed, or the CLI would want to change them. */
export function packageManifest(toolchain: Toolchain): z.infer<typeof manifest> {
  const { nango, zod } = toolchain.versions
  const text = fromTemplate(toolchain, 'package.json')
  const template = manifest.parse(JSON.parse(text))
  // In the order of the template, which the parser does not keep.
  return { ...JSON.parse(text), ...template, devDependencies: { ...template.devDependencies, nango, zod } }
}

function fromTemplate(toolchain: Toolchain, name: string): string {
  return readFileSync(join(toolchain.dir, 'template', name), 'utf8')
}
