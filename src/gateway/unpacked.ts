import { constants, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'

const most = 32 * 1024 * 1024

/**
 * What is in bytes that were packed and are not said to be: a file to download, or the answer of a server that forgot to
 * say so. Undefined where they are no such thing, or broken.
 */
export function unpacked(body: Buffer): Buffer | 'too much' | undefined {
  const format = formats.find(({ begins }) => begins.some((magic) => body.indexOf(magic) === 0))
  if (!format) return undefined
  const { unpack, finishFlush } = format
  try {
    return unpack(body, { maxOutputLength: most, finishFlush })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too much' : undefined
  }
}

const bytes = (...values: number[]) => Buffer.from(values)
// One that was cut short is looked at as far as it goes.
const formats = [
  { begins: [bytes(0x1f, 0x8b, 0x08)], unpack: gunzipSync, finishFlush: constants.Z_SYNC_FLUSH },
  {
    begins: [bytes(0x78, 0x01), bytes(0x78, 0x5e), bytes(0x78, 0x9c), bytes(0x78, 0xda)],
    unpack: inflateSync,
    finishFlush: constants.Z_SYNC_FLUSH,
  },
  { begins: [bytes(0x28, 0xb5, 0x2f, 0xfd)], unpack: zstdDecompressSync, finishFlush: constants.ZSTD_e_flush },
]
