// What the CLI's own `generate:tests` sets up: the tests take their mocks from this global.
const { NangoActionMock, NangoSyncMock } = await import('/project/node_modules/nango/dist/testMocks/utils.js' as string)

Object.assign(globalThis, { vitest: { NangoActionMock, NangoSyncMock } })
