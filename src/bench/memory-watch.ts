import { isOfRun, type ProcessSeen, processTree, proportionalMb } from './process-tree.ts'

// A process of its own, not counted with the run: to look at a tree of processes takes CPU as well. Watches its
// parent's tree until its input ends; then its only output is the highest sum that it saw.
const everyMs = 2000

// Most processes of a run are walls and shells: together a sixth of what a look costs, and a hundredth of the sum. Their
// shares hardly change: while one is small, it is read once.
const smallMb = 8
const shareOfSmall = new Map<number, number>()

function shareOf(seen: ProcessSeen): number {
  if (seen.residentMb >= smallMb) return proportionalMb(seen)
  const share = shareOfSmall.get(seen.pid) ?? proportionalMb(seen)
  shareOfSmall.set(seen.pid, share)
  return share
}

let peak = 0
const look = () => {
  const tree = processTree(process.ppid).filter(isOfRun)
  peak = Math.max(
    peak,
    tree.reduce((sum, seen) => sum + shareOf(seen), 0),
  )
}
look()
const looking = setInterval(look, everyMs)
process.stdin.resume().once('end', () => {
  clearInterval(looking)
  process.stdout.write(`${peak}\n`)
})
