import { runInBox } from '../box/run-in-box.ts'
import { nangoBox, nangoCli } from '../nango/nango-box.ts'
import { prepareToolchain } from '../nango/prepare-toolchain.ts'
import { type Look, good, toMend } from './look.ts'

/** Prepares it, which the first run would do else, and has the CLI in it say its version in a box. */
export function toolchainLook(cacheDir: string): Look {
  const fix = 'npm ci'
  return {
    about: 'toolchain',
    needs: ['box'],
    fix,
    async find() {
      const toolchain = await prepareToolchain(cacheDir)
      const limits = { milliseconds: 60_000, outputBytes: 10_000, memoryMb: 1_024 }
      const { exitCode, stderr } = await runInBox(nangoBox({ toolchain, argv: [nangoCli, '--version'], limits }))
      const { nango, zod, vitest } = toolchain.versions
      return stderr.includes(nango) && exitCode === 0
        ? [good(`nango ${nango}, zod ${zod}, vitest ${vitest}, run in a box`)]
        : [toMend(`the Nango CLI ended with ${exitCode} in its box: ${stderr.trim().slice(-300)}`, fix)]
    },
  }
}
