import { isOfRun, processTree, proportionalMb } from './process-tree.ts'

// A process of its own, not counted with the run: to look at a tree of processes every second takes CPU as well.
// Watches its parent's tree until its input ends; then its only output is the highest sum that it saw.
const everyMs = 1000

let peak = 0
const look = () => {
  const tree = processTree(process.ppid).filter(isOfRun)
  peak = Math.max(
    peak,
    tree.reduce((sum, seen) => sum + proportionalMb(seen), 0),
  )
}
look()
const looking = setInterval(look, everyMs)
process.stdin.resume().once('end', () => {
  clearInterval(looking)
  process.stdout.write(`${peak}\n`)
})
