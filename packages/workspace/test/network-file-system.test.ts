// tested-for: P4.R7
import { expect, test } from 'vitest'
import { networkFileSystem, type PathProbe } from '../src/network-file-system.ts'

const linux = (magic: number, mounts = ''): PathProbe => ({
  platform: 'linux',
  realPath: (path) => path,
  fileSystem: () => magic,
  mounts: () => mounts,
})

test.each<[string, number, string | undefined]>([
  ['ext4', 0xef53, undefined],
  ['btrfs', 0x9123683e, undefined],
  ['tmpfs', 0x01021994, undefined],
  ['overlay', 0x794c7630, undefined],
  ['nfs', 0x6969, 'NFS'],
  ['cifs', 0xff534d42, 'SMB'],
  ['smb3', 0xfe534d42, 'SMB'],
  ['9p', 0x01021997, '9P'],
  ['ceph', 0x00c36400, 'Ceph'],
  ['lustre', 0x0bd00bd0, 'Lustre'],
  ['afs', 0x5346414f, 'AFS'],
])('%s is told by its number', (_, magic, kind) => {
  expect(networkFileSystem('/srv/plan', linux(magic))).toBe(kind)
})

const mount = (point: string, type: string): string => `36 35 98:0 / ${point} rw,noatime master:1 - ${type} source rw`

test.each<[string, readonly string[], string | undefined]>([
  ['of sshfs', [mount('/', 'ext4'), mount('/srv', 'fuse.sshfs')], 'fuse.sshfs'],
  ['of a disk', [mount('/', 'ext4'), mount('/srv', 'fuseblk')], undefined],
  ['of a virtual machine', [mount('/srv/plan', 'virtiofs')], 'virtiofs'],
  ['whose mount point has a space', [mount('/srv/a\\040plan', 'fuse.rclone'), mount('/', 'fuseblk')], undefined],
  ['under another one of nearly that name', [mount('/srv/pla', 'fuse.sshfs'), mount('/', 'fuse.ntfs-3g')], undefined],
  ['that a later one hides', [mount('/srv', 'fuseblk'), mount('/srv', 'fuse.gcsfuse')], 'fuse.gcsfuse'],
  ['that is not in the list', [], 'FUSE'],
])('FUSE %s', (_, mounts, kind) => {
  expect(networkFileSystem('/srv/plan', linux(0x65735546, mounts.join('\n')))).toBe(kind)
})

test('a mount point with a space is read as it is', () => {
  expect(networkFileSystem('/srv/a plan/x', linux(0x65735546, mount('/srv/a\\040plan', 'fuse.sshfs')))).toBe('fuse.sshfs')
})

test.each<[string, string | undefined]>([
  ['\\\\server\\share\\plan', 'a network share'],
  ['\\\\?\\UNC\\server\\share', 'a network share'],
  ['\\\\wsl.localhost\\Debian\\home', 'a network share'],
  ['C:\\plan', undefined],
  ['\\\\?\\C:\\plan', undefined],
])('on Windows the real path tells: %s', (real, kind) => {
  expect(networkFileSystem('Z:\\plan', { ...linux(0), platform: 'win32', realPath: () => real })).toBe(kind)
})

test('what cannot be asked is no network', () => {
  const broken = (): never => {
    throw new Error('no')
  }
  expect(networkFileSystem('/x', { ...linux(0x6969), fileSystem: broken })).toBeUndefined()
  expect(networkFileSystem('/x', { ...linux(0x65735546), mounts: broken })).toBeUndefined()
  expect(networkFileSystem('/x', { ...linux(0x6969), platform: 'darwin' })).toBeUndefined()
  expect(networkFileSystem('/nowhere/at/all')).toBeUndefined()
})

test('the real system answers', () => {
  expect(['string', 'undefined']).toContain(typeof networkFileSystem(process.cwd()))
})
