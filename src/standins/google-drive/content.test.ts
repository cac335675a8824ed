import { afterEach, describe, expect, it } from 'vitest'
import type { StandIn } from '../stand-in.ts'
import { call, everyPage } from '../testing/drive-client.ts'
import { textAt } from '../testing/client.ts'
import { openGoogleDrive } from './open-google-drive.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(): Promise<StandIn> {
  const drive = await openGoogleDrive({ seed: 2, credential: 'right' })
  opened.push(drive)
  return drive
}

const document = 'application/vnd.google-apps.document'

function raw(drive: StandIn, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('authorization', 'Bearer right')
  return drive.fetch(new Request(`https://www.googleapis.com${path}`, { ...init, headers }))
}

const upload = async (drive: StandIn, path: string, init: RequestInit) =>
  (await (await raw(drive, `/upload/drive/v3${path}`, init)).json()) as { id: string; name: string; mimeType: string }
const download = async (drive: StandIn, id: string) =>
  Buffer.from(await (await raw(drive, `/drive/v3/files/${id}?alt=media`)).arrayBuffer())

describe('content', () => {
  const bytes = Buffer.from([0, 255, 13, 10, 128, 45, 45, 98, 13, 10])

  it('is uploaded at once and comes back byte by byte', async () => {
    const drive = await open()
    const init = { method: 'POST', body: bytes, headers: { 'content-type': 'image/png' } }
    const { id, mimeType, name } = await upload(drive, '/files?uploadType=media', init)
    expect([mimeType, name]).toEqual(['image/png', 'Untitled'])
    expect(await download(drive, id)).toEqual(bytes)
    const part = await raw(drive, `/drive/v3/files/${id}?alt=media`, { headers: { range: 'bytes=1-2' } })
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, bytes.subarray(1, 3)])
  })

  it('comes in two parts with what is said about it', async () => {
    const drive = await open()
    const about = `--b\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{"name":"Zeichnung ü.bin"}\r\n`
    const body = Buffer.concat([
      Buffer.from(`${about}--b\r\nContent-Type: application/x-drawing\r\n\r\n`),
      bytes,
      Buffer.from('\r\n--b--'),
    ])
    const headers = { 'content-type': 'multipart/related; boundary=b' }
    const made = await upload(drive, '/files?uploadType=multipart', { method: 'POST', body, headers })
    expect(made).toMatchObject({ name: 'Zeichnung ü.bin', mimeType: 'application/x-drawing' })
    expect(await download(drive, made.id)).toEqual(bytes)
    const broken = await raw(drive, '/upload/drive/v3/files?uploadType=multipart', {
      method: 'POST',
      body: 'x',
      headers,
    })
    expect(broken.status).toBe(400)
  })

  it('comes later and in pieces', async () => {
    const drive = await open()
    const headers = { 'content-type': 'application/json', 'x-upload-content-type': 'text/plain' }
    const body = JSON.stringify({ name: 'long.txt' })
    const begun = await raw(drive, '/upload/drive/v3/files?uploadType=resumable', { method: 'POST', body, headers })
    const { pathname, search } = new URL(begun.headers.get('location') ?? '')
    const send = (range: string, piece: string) =>
      raw(drive, pathname + search, { method: 'PUT', body: piece, headers: { 'content-range': range } })
    const first = await send('bytes 0-3/10', '0123')
    expect([first.status, first.headers.get('range')]).toEqual([308, 'bytes=0-3'])
    const last = await send('bytes 4-9/10', '456789')
    const { id, name } = (await last.json()) as { id: string; name: string }
    expect([last.status, name]).toEqual([200, 'long.txt'])
    expect(String(await download(drive, id))).toBe('0123456789')
    expect((await send('bytes 4-9/10', '456789')).status).toBe(404)
  })

  it('replaces what there was, which stays as a revision', async () => {
    const drive = await open()
    const write = (method: string, path: string, body: string) =>
      upload(drive, `${path}?uploadType=media`, { method, body, headers: { 'content-type': 'text/plain' } })
    const { id } = await write('POST', '/files', 'one')
    await write('PATCH', `/files/${id}`, 'two')
    expect(String(await download(drive, id))).toBe('two')
    const { items } = await everyPage(drive, `/files/${id}/revisions?fields=*`, 'revisions')
    expect(items.map((revision) => textAt(revision, 'size'))).toEqual(['3', '3'])
    const old = await raw(drive, `/drive/v3/files/${id}/revisions/${textAt(items[0]!, 'id')}?alt=media`)
    expect(await old.text()).toBe('one')
    expect((await call(drive, `/files/${id}?fields=headRevisionId`)).body).toEqual({
      headRevisionId: textAt(items[1]!, 'id'),
    })
    expect((await call(drive, `/files/${id}/revisions/${textAt(items[0]!, 'id')}`, { method: 'DELETE' })).status).toBe(
      204,
    )
    expect((await call(drive, `/files/${id}/revisions/nope`)).status).toBe(404)
  })

  it('becomes a document of Google, which is exported and not downloaded', async () => {
    const drive = await open()
    const sent = { method: 'POST', json: { name: 'Notes', mimeType: document } }
    const id = textAt((await call(drive, '/files', sent)).body, 'id')
    const init = { method: 'PATCH', body: 'Hello & welcome', headers: { 'content-type': 'text/plain' } }
    expect(await upload(drive, `/files/${id}?uploadType=media`, init)).toMatchObject({ id, mimeType: document })
    const exported = (type: string) => raw(drive, `/drive/v3/files/${id}/export?mimeType=${encodeURIComponent(type)}`)
    expect(await (await exported('text/markdown')).text()).toBe('Hello & welcome')
    expect(await (await exported('text/html')).text()).toContain('Hello &amp; welcome')
    expect((await exported('video/mp4')).status).toBe(400)
    expect((await exported('application/pdf')).status).toBe(501)
    expect(await (await raw(drive, `/drive/v3/files/${id}?alt=media`)).json()).toMatchObject({
      error: { errors: [{ reason: 'fileNotDownloadable' }] },
    })
    const zip = { method: 'PATCH', body: 'PK', headers: { 'content-type': 'application/zip' } }
    expect((await raw(drive, `/upload/drive/v3/files/${id}?uploadType=media`, zip)).status).toBe(400)
  })

  it('of a file that was written often has its revisions in pages', async () => {
    const drive = await open()
    const { items } = await everyPage(drive, '/files?fields=*', 'files')
    const lists = await Promise.all(
      items
        .filter((file) => textAt(file, 'mimeType') === 'text/plain' && textAt(file, 'capabilities.canEdit') === 'true')
        .map((file) => everyPage(drive, `/files/${textAt(file, 'id')}/revisions`, 'revisions')),
    )
    expect(Math.max(...lists.map(({ pages }) => pages))).toBe(3)
  })
})
