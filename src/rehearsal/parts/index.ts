import type { DemoPart } from '../part.ts'
import { author } from '../author/author.ts'
import { claimsWithoutCompiling } from './claims-without-compiling.ts'
import { correctsAWrongCommand } from './corrects-a-wrong-command.ts'
import { editsTheFixture } from './edits-the-fixture.ts'
import { fakesAfter403 } from './fakes-after-403.ts'
import { honestIdempotent } from './honest-idempotent.ts'
import { honest } from './honest.ts'
import { huntsForSecrets } from './hunts-for-secrets.ts'
import { inventsACommand } from './invents-a-command.ts'
import { takesASiblingsId } from './takes-a-siblings-id.ts'

/** Every part that can be named as a model, `rehearsal/<name>`. */
export const parts: readonly DemoPart[] = [
  honest,
  author,
  honestIdempotent,
  correctsAWrongCommand,
  takesASiblingsId,
  huntsForSecrets,
  inventsACommand,
  editsTheFixture,
  fakesAfter403,
  claimsWithoutCompiling,
]
