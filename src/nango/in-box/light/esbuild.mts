// Stands in for esbuild and Babel where the reader has already done their work: hands out what it made.
import { prebuilt } from './prebuilt.mts'

/** Of one entry, as the CLI asks for it. */
export async function build({ entryPoints: [entry = ''] }: { entryPoints: string[] }) {
  const made = prebuilt(entry)
  return { errors: [], outputFiles: [{ text: made.code }] }
}

/** As the CLI's own would answer after parsing. */
export function detectFeatures({ entryPoint }: { entryPoint: string }) {
  const { features } = prebuilt(entryPoint)
  return { value: features, isOk: () => true, isErr: () => false, unwrap: () => features }
}
