import vm from 'node:vm'
import type { ClockAndDice } from './clock-and-dice.ts'

/**
 * Puts our clock and dice in the place of those of a world, under every name that they have there, before a function
 * comes into it. What it finds is called, and prints itself, like what it expects; the way back to the first ones is in
 * no place that it reaches.
 */
export function setClock(context: vm.Context, lot: ClockAndDice): void {
  install(vm.runInContext(installation, context), lot)
}

/** The same in our own, for the packages that run in it: a date that one of them makes leads to their clock. */
export function setOwnClock(lot: ClockAndDice): void {
  install(vm.runInThisContext(installation), lot)
}

function install(installer: unknown, { now, forced }: ClockAndDice): void {
  ;(installer as (now: () => number, forced: () => number | undefined) => void)(now, forced)
}

// Runs in the function's world, so that all that it makes is of that world. What it needs later it takes now.
const installation = `(function (now, forced) {
  'use strict'
  const { apply, construct } = Reflect
  const { setPrototypeOf } = Object
  const [Instead, Clock, roll] = [Proxy, Date, Math.random]
  const natives = new WeakMap()
  const [nativeOf, keep] = [natives.get.bind(natives), natives.set.bind(natives)]
  const instead = (native, traps) => {
    // What is put upon the prototype of every object is no trap.
    const made = new Instead(native, setPrototypeOf(traps, null))
    keep(made, native)
    return made
  }
  const print = Function.prototype.toString
  Function.prototype.toString = instead(print, { apply: (_, self, given) => apply(print, nativeOf(self) ?? self, given) })

  Math.random = instead(roll, { apply: () => forced() ?? roll() })
  Clock.now = instead(Clock.now, { apply: () => now() })
  Date = instead(Clock, {
    apply: () => new Clock(now()).toString(),
    construct: (_, given, target) => construct(Clock, given.length === 0 ? [now()] : given, target),
  })
  Clock.prototype.constructor = Date

  const formats = Intl.DateTimeFormat.prototype
  const atNow = (native) =>
    instead(native, {
      apply: (_, self, given) => apply(native, self, given[0] === undefined ? [now()] : given),
    })
  formats.formatToParts = atNow(formats.formatToParts)
  const { get, ...rest } = Object.getOwnPropertyDescriptor(formats, 'format')
  const made = new WeakMap()
  const [madeOf, keepMade] = [made.get.bind(made), made.set.bind(made)]
  const formatOf = instead(get, {
    apply: (_, self, given) => {
      const native = apply(get, self, given)
      const known = madeOf(native) ?? atNow(native)
      keepMade(native, known)
      return known
    },
  })
  Object.defineProperty(formats, 'format', { ...rest, get: formatOf })
})`
