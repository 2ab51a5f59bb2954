import { readFileSync, realpathSync, statfsSync } from 'node:fs'

/** What a file system says of itself: the magic numbers of the kernel's statfs. */
const kinds: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4266872130: 'SMB',
  4283649346: 'SMB',
  16914839: '9P',
  1397113167: 'AFS',
  1799439955: 'AFS',
  12805120: 'Ceph',
  198183888: 'Lustre',
  1937076805: 'Coda',
  22092: 'NCP',
  1196443219: 'GPFS',
  1952539503: 'OCFS2',
  18225520: 'GFS2',
  2866260714: 'PanFS',
  428016422: 'BeeGFS',
  3133910204: 'a folder of the host (VMware)',
  2020557398: 'a folder of the host (VirtualBox)',
}
const fuse = 0x65735546

/** File systems of users that keep their files on this machine. */
const localFuse =
  /^fuse(?:blk|\.(?:ntfs|ntfs-3g|exfat|encfs|gocryptfs|cryfs|securefs|mergerfs|unionfs|overlayfs|fuse-overlayfs|bindfs|ext2|squashfuse|lxcfs|portal|ecryptfs))$/

/** What the system tells about a path; tests give their own. */
export interface PathProbe {
  readonly platform: NodeJS.Platform
  readonly realPath: (path: string) => string
  readonly fileSystem: (path: string) => number
  /** /proc/self/mountinfo. */
  readonly mounts: () => string
}

const system: PathProbe = {
  platform: process.platform,
  realPath: (path) => realpathSync.native(path),
  fileSystem: (path) => statfsSync(path).type >>> 0,
  mounts: () => readFileSync('/proc/self/mountinfo', 'utf8'),
}

const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)))

/** The type of the mount that a path lies in: the longest mount point above it; of several at one place, the last. */
function mountType(mounts: string, path: string): string | undefined {
  let found: { readonly point: string; readonly type: string } | undefined
  for (const line of mounts.split('\n')) {
    const fields = line.split(' ')
    const type = fields[fields.indexOf('-') + 1]
    const point = unescaped(fields[4] ?? '')
    const isAbove = point !== '' && (path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`))
    if (isAbove && type !== undefined && point.length >= (found?.point.length ?? 0)) found = { point, type }
  }
  return found?.type
}

/**
 * The kind of network file system that a folder lies on; undefined when it is on a disk of this machine, or when that cannot be told. On
 * Windows a drive that stands for a share shows its share as its real path.
 */
export function networkFileSystem(path: string, probe: PathProbe = system): string | undefined {
  try {
    const real = probe.realPath(path)
    if (probe.platform === 'win32') return /^(?:\\\\\?\\UNC\\|\\\\(?![?.]\\))/i.test(real) ? 'a network share' : undefined
    if (probe.platform !== 'linux') return undefined
    const magic = probe.fileSystem(real)
    if (magic !== fuse) return kinds[magic]
    const type = mountType(probe.mounts(), real)
    if (type === undefined) return 'FUSE'
    return localFuse.test(type) ? undefined : type
  } catch {
    return undefined
  }
}
