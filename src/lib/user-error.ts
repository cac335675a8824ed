/** Something the person at the keyboard can put right. Anything else that is thrown is our bug. */
export class UserError extends Error {
  /** What to do about it: one or two sentences, with the command where there is one. */
  readonly fix: string

  constructor(message: string, fix: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UserError'
    this.fix = fix
  }
}
