/** Kills a process that may have ended by itself since it was looked at. */
export function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended, and its number may be somebody else's by now.
  }
}
