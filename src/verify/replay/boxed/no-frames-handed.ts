/**
 * Who writes the trace of an error is handed its frames, and with them what those who stand above work on. From here on
 * nobody but the language writes it, for errors of a world whose `Error` is this one.
 */
export function noFramesHanded(): void {
  Object.defineProperty(Error, 'prepareStackTrace', { get() {}, set() {} })
}
