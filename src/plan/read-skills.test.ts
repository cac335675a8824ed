import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { UserError } from '../lib/user-error.ts'
import { readSkills } from './read-skills.ts'

const head = (name: string, more = '') => `---\nname: ${name}\ndescription: How we name things\n${more}---\n`

describe('the skills of a spec', () => {
  let temp: Awaited<ReturnType<typeof openTempDir>>
  beforeEach(async () => {
    temp = await openTempDir()
  })
  afterEach(() => temp[Symbol.asyncDispose]())

  function folder(name: string, files: Readonly<Record<string, string | Buffer>>): string {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(temp.dir, name, path, '..'), { recursive: true })
      writeFileSync(join(temp.dir, name, path), text)
    }
    return name
  }
  const read = (...names: string[]) => readSkills(names, temp.dir)
  const complaint = async (name: string) => {
    const error: unknown = await read(name).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UserError)
    const { message, fix } = error as UserError
    expect(message).toContain(name)
    expect(fix).not.toBe('')
    return message
  }

  it('are read with all that stands beside SKILL.md, but for hidden files', async () => {
    folder('a', { 'SKILL.md': `${head('naming')}Text.`, 'more/list.md': 'b', '.git/config': 'no' })
    const [skill] = await read('a/')
    expect(skill).toMatchObject({ name: 'naming', description: 'How we name things' })
    expect(skill?.files.map(({ path }) => path)).toEqual(['SKILL.md', 'more/list.md'])
  })

  it('have a hash that is the same wherever they lie, and another with any name, path or byte changed', async () => {
    const files = { 'SKILL.md': `${head('naming')}Text.`, 'b.md': 'x', 'c.md': 'y' }
    const hashOf = async (name: string, of: Readonly<Record<string, string>>) =>
      (await read(folder(name, of)))[0]?.sha256
    const first = await hashOf('one', files)
    expect(await hashOf('two', files)).toBe(first)
    const others = [
      await hashOf('three', { ...files, 'SKILL.md': `${head('namings')}Text.` }),
      await hashOf('four', { ...files, 'b.md': 'x ' }),
      await hashOf('five', { ...files, 'b.md': 'y', 'c.md': 'x' }),
      await hashOf('six', { 'SKILL.md': files['SKILL.md'], 'b.md': 'x', 'd.md': 'y' }),
    ]
    expect(new Set([first, ...others]).size).toBe(5)
  })

  it('are told apart by their names', async () => {
    folder('a', { 'SKILL.md': head('naming') })
    folder('b', { 'SKILL.md': head('naming') })
    await expect(read('a', 'b')).rejects.toThrow('The skill b has the name of another one: naming')
  })

  it('are complained about by folder', async () => {
    expect(await complaint('nowhere')).toContain('is not there')
    folder('file', { 'SKILL.md': head('x') })
    expect(await complaint('file/SKILL.md')).toContain('is not a folder')
    expect(await complaint(folder('empty', { 'README.md': '' }))).toContain('has no SKILL.md')
    expect(await complaint(folder('bare', { 'SKILL.md': 'Text.' }))).toContain('without name and description')
    expect(await complaint(folder('cased', { 'SKILL.md': head('My Skill') }))).toContain('"name" is not a name')
    expect(await complaint(folder('mute', { 'SKILL.md': '---\nname: x\n---\n' }))).toContain('"description" is missing')
    expect(await complaint(folder('torn', { 'SKILL.md': '---\nname: [\n---\n' }))).toContain('are not YAML')
    expect(await complaint(folder('theirs', { 'SKILL.md': head('customize-opencode') }))).toContain(
      'OpenCode brings along',
    )
  })

  it('have nothing but text of a bounded size, and no link', async () => {
    const own = { 'SKILL.md': head('x') }
    expect(await complaint(folder('bytes', { ...own, 'a.png': Buffer.from([0x89, 0xff]) }))).toContain(
      'not text in UTF-8',
    )
    expect(await complaint(folder('big', { ...own, 'a.md': 'x'.repeat(400_001) }))).toContain('larger than 400 KB')
    expect(await complaint(folder('long', { 'SKILL.md': head('x') + 'y'.repeat(40_000) }))).toContain('more than 40 KB')
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}.md`, '']))
    expect(await complaint(folder('many', { ...own, ...many }))).toContain('more than 50 files')
    folder('linked', own)
    symlinkSync('/etc/hostname', join(temp.dir, 'linked', 'host.md'))
    expect(await complaint('linked')).toContain('host.md, which is a link')
    symlinkSync('linked', join(temp.dir, 'whole'))
    expect(await complaint('whole')).toContain('is not a folder')
  })
})
