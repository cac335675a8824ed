import { expect, it } from 'vitest'
import { playedAtTimes } from '../../testing/played-at-times.ts'

it('a clock and dice of ours are called, print themselves and answer like any', async () => {
  const { scenes } =
    await playedAtTimes(`return { print: [String(Date), String(Date.now), String(Math.random), String(String.prototype.at), String(Function.prototype.toString)],
      same: new Date().constructor === Date, is: new Date() instanceof Date, name: Date.name, length: Date.length, text: typeof Date(),
      sub: new (class Day extends Date {})(5).getTime(), given: new Date(2030, 1, 2).getTime(), parsed: new Date('2030-01-01').toISOString(), parts: new Intl.DateTimeFormat('en').formatToParts(0)[0].value,
      near: Math.abs(new Date() - Date.now()) < 5, bound: new Intl.DateTimeFormat('en').format(0) }`)
  expect(scenes[0]!.base.output).toMatchObject({
    returned: {
      print: ['Date', 'now', 'random', 'at', 'toString'].map((name) => `function ${name}() { [native code] }`),
      same: true,
      is: true,
      name: 'Date',
      length: 7,
      text: 'string',
      sub: 5,
      given: new Date(2030, 1, 2).getTime(),
      parsed: '2030-01-01T00:00:00.000Z',
      parts: '1',
      near: true,
      bound: '1/1/1970',
    },
  })
})
