import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { findSecrets } from '../evidence/secrets.ts'
import type { SourceFile } from '../load/source.ts'

/** What looks like a secret in a checklist or a record: it is committed, and an archived one is kept for good. Never the secret itself. */
export function secretsIn(source: SourceFile): Diagnostic[] {
  return findSecrets(source).map(({ rule, location }) =>
    diagnostic('evidence/secret', `${source.path} holds what looks like a secret (${rule})`, {
      location,
      help: 'take it out, and revoke it if it is real; if it is none, write it in another way',
    }),
  )
}
