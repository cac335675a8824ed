import { doingFirst } from '../spoil.ts'
import { ofOneThing, wrongFunction } from '../wrong-function.ts'

/** No name in it says what it does: what makes code of a text for it is a package that functions may use. */
export const makesCodeOfTexts = wrongFunction({
  name: 'makes-code-of-texts',
  does: 'does its work, and finds a way to the process round it by what it was given',
  moves: ['BE10'],
  on: ofOneThing,
  caughtBy: ['same-everywhere'],
  spoil: (source, { seed }) =>
    doingFirst(source, `try {\n      ${ways[seed % ways.length]!}\n    } catch {\n      // not here\n    }`),
})

const ways = [
  `const maker = new z.core.Doc([])
      maker.write('return process.argv.length')
      ;(maker.compile() as () => unknown)()`,
  `const key = ['con', 'struc', 'tor'].join('')
      const maker = (URL as unknown as Record<string, (text: string) => () => unknown>)[key]!
      maker('return process.argv.length')()`,
]
