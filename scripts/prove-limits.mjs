// Proves that what the machine refuses harms nothing: disks and tables of inodes that are full, after each possible number of free blocks;
// file systems, folders and files that may not be written; names that are taken in another case; folders that are links; an editor that
// saves a file in the middle of a command, before each of its calls. Each command is refused before it has touched anything, or
// taken back whole, or done whole: the tree is compared byte for byte, and no journal stays open.
// node scripts/prove-limits.mjs [--quick] [--only WORDS] [--program FILE] [--keep]. What a machine does not allow (mounts need root or user
// namespaces) is told as not tried. Writes reports/limits.json; exit code 1 over any damage.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { copy } from './crash-player.mjs'
import { readTree } from './crash-tree.mjs'
import {
  chosen,
  count,
  faults,
  fillBlocks,
  fillInodes,
  isTrueRoot,
  judge,
  judgeLinked,
  mayMount,
  mount,
  mounted,
  nobody,
  options,
  player,
  room,
  scratch,
  seenCodes,
  sh,
  skip,
  skipped,
  squeezed,
  stepOf,
  sweep,
  tried,
  unmount,
  work,
} from './limits-bench.mjs'

function fullDisk() {
  for (const one of options.quick ? chosen(['evidence add']) : tried)
    sweep('disk full', one, ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs'], { fill: fillBlocks, step: stepOf(one) })
}

function noInodes() {
  for (const one of options.quick ? chosen(['review run']) : tried)
    sweep('no inodes left', one, ['-t', 'tmpfs', '-o', 'size=64m,nr_inodes=2k', 'tmpfs'], { fill: fillInodes, step: stepOf(one) })
}

/** A file system that counts its blocks as disks do, and gives some of them to itself. */
function fullExt4() {
  const image = join(scratch, 'image')
  const make = () => {
    rmSync(image, { force: true })
    return (
      sh('truncate', '-s', '12M', image).ok &&
      sh('mkfs.ext4', '-q', '-O', '^has_journal', '-m', '0', image).ok &&
      mounted('-o', 'loop', image)
    )
  }
  for (const one of chosen(['task done', 'review run'])) {
    for (let k = 0, isDone = false; !isDone && k < 600; k += options.quick ? 60 : 20) {
      if (!isTrueRoot || !make()) return skip('ext4 full', 'an ext4 cannot be made and mounted here')
      try {
        isDone = squeezed('ext4 full', one, k, {
          // Of the last blocks it keeps some for itself, so what is asked for may be too much.
          fill: (free) => {
            const { bfree, bsize } = room()
            const file = join(mount, 'filler')
            for (let wanted = bfree - free; wanted > 0 && !sh('fallocate', '-l', String(wanted * bsize), file).ok; wanted -= 16)
              rmSync(file, { force: true })
          },
          codes: ['workspace/unwritable', 'workspace/no-space'],
        })
      } finally {
        unmount()
      }
    }
  }
  return undefined
}

function readOnlyMount() {
  for (const one of tried) {
    if (!mounted('-t', 'tmpfs', '-o', 'size=8m', 'tmpfs'))
      return skip('read-only file system', 'a file system of its own cannot be mounted here')
    const root = join(mount, 'work')
    sh('cp', '-a', one.before, root)
    sh('mount', '-o', 'remount,ro', mount)
    judge('read-only file system', one, root, player.run(root, one.line), { codes: ['workspace/unwritable'] })
    unmount()
  }
  return undefined
}

/** A file that nobody may replace, not even root: the check finds nothing, and the call fails. */
function immutable() {
  const image = join(scratch, 'image')
  rmSync(image, { force: true })
  if (!isTrueRoot || !sh('truncate', '-s', '24M', image).ok || !sh('mkfs.ext4', '-q', image).ok || !mounted('-o', 'loop', image))
    return skip('a file that may not be replaced (chattr +i)', 'an ext4 cannot be made and mounted here')
  try {
    for (const one of chosen(['task done', 'review run', 'checklist archive'])) {
      const root = join(mount, 'work')
      for (const path of [...one.start.files.keys()].filter(
        (name) => one.after.files.get(name) !== one.start.files.get(name) && !name.endsWith('/'),
      )) {
        sh('cp', '-a', one.before, root)
        if (!sh('chattr', '+i', join(root, path)).ok)
          return skip('a file that may not be replaced (chattr +i)', 'chattr does not work here')
        const result = player.run(root, one.line)
        sh('chattr', '-i', join(root, path))
        judge(`${path} may not be replaced`, one, root, result, { codes: ['workspace/unwritable'] })
        rmSync(root, { recursive: true, force: true })
      }
    }
  } finally {
    unmount()
  }
  return undefined
}

/** Folders and files that the user may not write, each on its own. */
function permissions() {
  if (!isTrueRoot || !sh('setpriv', '--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', 'true').ok)
    return skip('folders of others', 'there is no other user to be (needs root and setpriv)')
  const before = ['setpriv', '--reuid', String(nobody), '--regid', String(nobody), '--clear-groups']
  for (const one of options.quick ? chosen(['review run']) : tried) {
    const folders = ['', ...[...one.start.files.keys()].filter((path) => path.endsWith('/'))]
    for (const folder of folders) {
      copy(one.before, work)
      sh('chown', '-R', `${nobody}:${nobody}`, work)
      chmodSync(join(work, folder), 0o555)
      const result = player.run(work, one.line, { before })
      chmodSync(join(work, folder), 0o755)
      // The mode of the folder is the proof's own.
      judge(`${folder || 'the root'} may not be written`, one, work, result, { codes: ['workspace/unwritable', 'git/unreadable'] })
    }
    for (const path of [...one.start.files.keys()].filter(
      (name) => !name.endsWith('/') && one.after.files.get(name) !== one.start.files.get(name),
    )) {
      copy(one.before, work)
      sh('chown', '-R', `${nobody}:${nobody}`, work)
      chmodSync(join(work, path), 0o000)
      const result = player.run(work, one.line, { before })
      chmodSync(join(work, path), 0o644)
      judge(`${path} may not be read`, one, work, result)
    }
  }
  return undefined
}

/** A folder of the workspace, moved elsewhere and linked: nothing may be written through it. */
function symlinks() {
  const elsewhere = join(scratch, 'elsewhere')
  for (const one of tried) {
    const written = [...one.after.files.keys()].filter((path) => one.after.files.get(path) !== one.start.files.get(path))
    const parents = new Set(
      written.flatMap((path) =>
        path
          .split('/')
          .slice(0, -1)
          .map((_, index, parts) => parts.slice(0, index + 1).join('/')),
      ),
    )
    for (const folder of [...parents, '.refractor', '.refractor/journal']) {
      copy(one.before, work)
      rmSync(elsewhere, { recursive: true, force: true })
      const place = join(work, folder)
      mkdirSync(dirname(place), { recursive: true })
      if (existsSync(place)) renameSync(place, elsewhere)
      else mkdirSync(elsewhere)
      symlinkSync(elsewhere, place)
      const linked = readTree(work)
      const outside = readTree(elsewhere)
      const result = player.run(work, one.line)
      judgeLinked(`${folder} is a link`, one, result, { linked, outside, elsewhere })
    }
  }
}

/** New files whose names are taken in another case, as they clash on the disks of some systems. */
function twins() {
  const swap = (name) =>
    name.replace(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
  for (const one of tried) {
    const fresh = [...one.after.files.keys()].filter(
      (path) => !one.start.files.has(path) && !path.endsWith('/') && !path.startsWith('.refractor/audit/'),
    )
    for (const path of options.quick ? fresh.slice(0, 1) : fresh.slice(0, 12)) {
      const [folder, name] = [dirname(path), path.split('/').at(-1)]
      const twin = folder === '.' ? swap(name) : `${folder}/${swap(name)}`
      copy(one.before, work)
      mkdirSync(join(work, folder), { recursive: true })
      writeFileSync(join(work, twin), 'somebody else\n')
      const there = readTree(work)
      const mine = new Map([...there.files].filter(([key]) => one.start.files.get(key) !== there.files.get(key)))
      judge(`${twin} is there`, one, work, player.run(work, one.line), { mine, otherwise: true })
    }
  }
  skip('a disk that ignores case', caseless())
}

/** Why a file system that ignores case cannot be had; the rule itself is proven above on any disk. */
function caseless() {
  const image = join(scratch, 'image')
  rmSync(image, { force: true })
  const has =
    isTrueRoot && sh('truncate', '-s', '24M', image).ok && sh('mkfs.ext4', '-q', '-O', 'casefold', '-E', 'encoding=utf8', image).ok
  if (!has || !mounted('-o', 'loop', image)) return 'the system mounts none (ext4 with casefold)'
  unmount()
  return 'no scenario runs on it yet'
}

const signOf = (path) => `written by an editor: ${path}`

/** What an editor saves: the file that it had opened, with a remark in it. */
function savedText({ before }, path) {
  const file = join(before, path)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return `${text}${path.endsWith('.md') ? `\n<!-- ${signOf(path)} -->` : `# ${signOf(path)}`}\n`
}

/** An editor saves a file before the n-th call: what it wrote is never lost, and the rest is before or after as a whole. */
function editors() {
  for (const one of options.quick
    ? chosen(['checklist archive'])
    : chosen(['task done', 'review run', 'checklist archive', 'evidence add', 'import'])) {
    const paths = new Set([...one.start.files.keys(), ...one.after.files.keys()])
    const touched = [...paths].filter(
      (path) => !path.endsWith('/') && !path.startsWith('.refractor/') && one.start.files.get(path) !== one.after.files.get(path),
    )
    for (const path of touched.slice(0, options.quick ? 1 : 4)) {
      const stride = options.quick ? 6 : one.points.length > 120 ? 7 : 1
      for (let at = 1; at <= one.points.length; at += stride) {
        copy(one.before, work)
        const text = savedText(one, path)
        const result = player.run(work, one.line, { crash: { at, side: 'before', act: { path, text } } })
        // Where the command is run again, it may have moved or changed what the editor wrote.
        const found = readTree(work)
        const all = [...found.files.keys(), ...found.journal.keys()].filter((name) => !name.endsWith('/'))
        const isKept = all.some((name) => readFileSync(join(work, name), 'utf8').includes(signOf(path)))
        const kept = () => (isKept ? [] : [`what the editor wrote to ${path} is lost`])
        // Folders that it made are its own; and the file is as it left it.
        const mine = new Map([[path, found.files.get(path)]])
        for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) mine.set(`${folder}/`, found.files.get(`${folder}/`))
        judge(`an editor saves ${path} before call ${at} (${one.points[at - 1]})`, one, work, result, {
          mine,
          beside: kept,
          otherwise: true,
          codes: ['workspace/changed-underneath', 'workspace/would-overwrite', 'workspace/stale-plan', 'checklist/already-archived'],
        })
      }
    }
  }
}

const proofs = { fullDisk, noInodes, fullExt4, readOnlyMount, immutable, permissions, symlinks, twins, editors }
try {
  const started = Date.now()
  for (const [name, prove] of Object.entries(proofs)) {
    if (options.only !== undefined && options.only !== name) continue
    const had = { ...count }
    prove()
    console.log(
      `${name}: ${count.cases - had.cases} cases, ${count.refused - had.refused} refused, ${count.done - had.done} done, ${count.damaged - had.damaged} damaged`,
    )
  }
  const metrics = [
    { name: 'limits.cases', value: count.cases, unit: 'cases' },
    { name: 'limits.damaged', value: count.damaged, unit: 'cases' },
    { name: 'limits.skipped', value: skipped.length, unit: 'kinds' },
  ]
  if (!options.quick && options.only === undefined && options.program === undefined) {
    mkdirSync('reports', { recursive: true })
    writeFileSync('reports/limits.json', `${JSON.stringify({ metrics }, null, 2)}\n`)
  }
  for (const one of faults.slice(0, 60)) console.log(one)
  if (faults.length > 60) console.log(`and ${faults.length - 60} more`)
  for (const one of skipped) console.log(`not tried: ${one}`)
  console.log(`said: ${[...seenCodes].map(([code, times]) => `${code} ${times}`).join(', ')}`)
  console.log(
    `${count.cases} cases in ${Math.round((Date.now() - started) / 1000)} s: ${count.damaged} damaged, ${skipped.length} kinds not tried`,
  )
  process.exitCode = count.damaged === 0 && count.cases > 0 ? 0 : 1
} finally {
  if (mayMount) unmount()
  if (!options.keep) rmSync(scratch, { recursive: true, force: true })
}
