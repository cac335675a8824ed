// What the CLI's own `generate:tests` sets up: the tests take their mocks from this global.
const { NangoActionMock, NangoSyncMock } = await import('/project/node_modules/nango/dist/testMocks/utils.js' as string)

Object.assign(globalThis, { vitest: { NangoActionMock, NangoSyncMock } })

// A mock answers at once and for ever: a faulty copy that never comes to its last page would fill the memory before any
// clock could stop it. It fails instead, as one that asks too much.
const mostRequests = 2_000
const isLimited = Symbol.for('assay: requests are counted')
if (!NangoActionMock.prototype[isLimited]) {
  NangoActionMock.prototype[isLimited] = true
  const asked = new WeakMap<object, number>()
  for (const name of Object.getOwnPropertyNames(NangoActionMock.prototype).filter((each) => /proxyData$/i.test(each))) {
    const ask = NangoActionMock.prototype[name]
    NangoActionMock.prototype[name] = function (this: object, ...args: unknown[]) {
      const count = (asked.get(this) ?? 0) + 1
      asked.set(this, count)
      if (count > mostRequests) throw new Error(`it made more than ${mostRequests} requests`)
      return ask.apply(this, args)
    }
  }
}
