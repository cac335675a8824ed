import { describe, expect, it } from 'vitest'
import { answersOf } from './answers.ts'
import { chooseSpec, type InitChoices } from './choose.ts'
import type { Surroundings } from './look-around.ts'

const nothing: Surroundings = { nangoKeys: [], modelKeys: {} }

async function chosen(choices: InitChoices, here: Surroundings = nothing) {
  const answers = answersOf(undefined, () => undefined)
  const { apis, ...rest } = await chooseSpec(choices, here, answers)
  const interactions = apis.flatMap(({ name, interactions: all }) => all.map((each) => `${name}/${each.name}`))
  return { ...rest, apis, interactions, assumed: answers.assumed.map(({ flag }) => flag) }
}

describe('chooseSpec', () => {
  it('assumes what works at once without account, key or network', async () => {
    expect(await chosen({})).toMatchObject({
      upstream: 'embedded',
      models: ['rehearsal/author'],
      interactions: ['slack/send-message', 'slack/get-channel-info', 'slack/list-channels'],
      assumed: ['--api', '--upstream', '--interactions', '--model'],
    })
  })

  it('takes the APIs of the Nango project that is here, as far as they can be played here', async () => {
    const here = { ...nothing, nangoProject: { dir: '.', apis: ['github', 'hubspot', 'no-such-api'] } }
    const { interactions, upstream } = await chosen({}, here)
    expect(upstream).toBe('embedded')
    expect(interactions).toEqual(['hubspot/create-contact', 'hubspot/get-contact', 'hubspot/list-contacts'])
  })

  it('takes the model of the OpenCode that is here if its key is, and then a budget', async () => {
    const openCodeModel = 'anthropic/claude-sonnet-4-5'
    const withKey = { ...nothing, openCodeModel, modelKeys: { anthropic: 'ANTHROPIC_API_KEY' } }
    expect(await chosen({}, withKey)).toMatchObject({ models: [openCodeModel], usd: 5 })
    expect(await chosen({}, { ...nothing, openCodeModel })).toMatchObject({ models: ['rehearsal/author'] })
  })

  it('asks of an API without a stand-in for a sentence, and gives it a connection', async () => {
    await expect(chosen({ api: ['github'] })).rejects.toThrow('Nothing is to be built of github.')
    const found = await chosen({ api: ['github'], interactions: ['create-issue: Create an issue, with labels.'] })
    expect(found).toMatchObject({ upstream: 'direct', interactions: ['github/create-issue'] })
    expect(found.apis[0]).toMatchObject({
      connection: 'my-github',
      interactions: [{ sentence: 'Create an issue, with labels.' }],
    })
    const withNango = { ...nothing, nangoKeys: ['NANGO_SECRET_KEY_DEV'] }
    const flags = { api: ['github'], interactions: ['x: Do it.'], connection: ['github=mine'] }
    const { upstream, apis } = await chosen(flags, withNango)
    expect([upstream, apis[0]?.connection]).toEqual(['nango', 'mine'])
  })

  it('copies from the catalogue by name and by pattern, of each API its own', async () => {
    const { interactions } = await chosen({
      api: ['slack,google-calendar'],
      interactions: ['list-ch*,create-event', 'slack/ping: Ask whether Slack answers.'],
    })
    expect(interactions).toEqual(['slack/list-channels', 'slack/ping', 'google-calendar/create-event'])
  })

  it.each([
    [{ api: ['slak'] }, 'Nango knows no API named "slak".'],
    [{ api: ['constructor'] }, 'Nango knows no API named "constructor".'],
    [{ api: [','] }, 'No API was named.'],
    [{ api: ['slack'], connection: ['slak=mine'] }, '"slak=mine" is of no API that was chosen.'],
    [{ api: ['slack'], connection: ['one', 'other'] }, 'Two connections are given for every API.'],
    [{ api: ['slack'], interactions: ['send-mesage'] }, 'The catalogue has no "send-mesage" of slack. Did you mean'],
    [{ api: ['slack'], interactions: ['hubspot/list-deals'] }, 'is of no API that was chosen'],
  ])('refuses %j', async (flags, complaint) => {
    await expect(chosen(flags)).rejects.toThrow(complaint)
  })

  it('asks a person only what no flag says, again after a slip, and stops when the person goes', async () => {
    const said: string[] = []
    const asked: string[] = []
    const replies = ['slak', 'slack', '', 'nothing-such', 'list-users', undefined]
    const ask = async (question: string) => {
      asked.push(question)
      return replies.shift()
    }
    const answers = answersOf(ask, (text) => said.push(text))
    await expect(chooseSpec({}, nothing, answers)).rejects.toThrow('Nothing was written.')
    expect(asked).toHaveLength(6)
    expect(said).toEqual([
      expect.stringContaining('Did you mean "slack"?'),
      expect.stringContaining('The catalogue has no "nothing-such" of slack.'),
    ])
    expect(answers.assumed).toEqual([])
  })

  it('says at once what no spec would take, and asks that again', async () => {
    const said: string[] = []
    const replies = ['Make_It: Make it.', 'make-it: Make it.', 'my id', 'mine', ',', 'gpt-4', 'rehearsal/author']
    const answers = answersOf(
      async () => replies.shift(),
      (text) => said.push(text),
    )
    const { apis, models } = await chooseSpec({ api: ['slack'], upstream: 'nango' }, nothing, answers)
    expect(apis).toMatchObject([{ connection: 'mine', interactions: [{ name: 'make-it' }] }])
    expect(models).toEqual(['rehearsal/author'])
    expect(said.map((text) => text.slice(0, 20))).toEqual([
      '"Make_It" is not a n',
      '"my id" is not a con',
      'No model was named. ',
      '"gpt-4" is not a mod',
    ])
  })

  it('keeps a connection that was named for an embedded API', async () => {
    const { upstream, apis } = await chosen({ api: ['slack'], connection: ['mine'] })
    expect([upstream, apis[0]?.connection]).toEqual(['embedded', 'mine'])
  })
})
