// What can be done to an audit log, for prove-audit.mjs.

/** Kinds of edits that every proof has to have tried. */
export const kinds = [
  'deleted',
  'one character changed',
  'emptied',
  'line feed added',
  'actor edited',
  'forged under its own name',
  'time forged',
  'moved to the front',
  'moved to the end',
  'parents dropped',
  'renumbered',
  'taken the place of another',
  'copied over another',
  'swapped with another',
  'record edited',
  'record deleted',
]

/** Every single thing that can be done to an event: the files that it touches, with their new texts; null: the file is gone. */
export function tamperings({ random, canonicalJson, sha256Hex, auditFolder }, files, path, others) {
  const text = files.get(path)
  const event = JSON.parse(text)
  const at = random(text.length)
  const flipped = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`
  const inPlace = (changed) => [[path, changed]]
  const renamed = (changed) => {
    const made = canonicalJson(changed)
    const name = `${auditFolder}/${String(changed.lamport).padStart(8, '0')}-${sha256Hex(made).slice(0, 16)}.json`
    return [
      [path, null],
      [name, made],
    ]
  }
  const other = others[random(others.length)]
  return {
    deleted: inPlace(null),
    'one character changed': inPlace(flipped),
    emptied: inPlace(''),
    'line feed added': inPlace(`${text}\n`),
    'actor edited': inPlace(canonicalJson({ ...event, actor: 'Nobody <nobody@example.org>' })),
    'forged under its own name': renamed({ ...event, actor: 'Nobody <nobody@example.org>' }),
    'time forged': renamed({ ...event, at: '2026-01-01T00:00:00Z' }),
    'moved to the front': renamed({ ...event, lamport: 1, parents: [] }),
    'moved to the end': renamed({ ...event, lamport: event.lamport + 1 }),
    'parents dropped': renamed({ ...event, parents: [], nonce: `${event.nonce.slice(0, -1)}0` }),
    renumbered: [
      [path, null],
      [path.replace(/\/\d{8}/, '/00009999'), text],
    ],
    ...(other !== path && {
      'taken the place of another': [
        [path, null],
        [other, text],
      ],
      'copied over another': [[other, text]],
      'swapped with another': [
        [path, files.get(other)],
        [other, text],
      ],
    }),
  }
}
