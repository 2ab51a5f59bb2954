// Random numbers of our own: the same on every machine and in every version of Node, which the generator of the language is not.

/** Numbers of a stream, each between 0 and 1 and never one of the two. */
type RandomStream = () => number

/** Rounds that wash the seed out of the state of a new stream. */
const warmUp = 16

/** 32 bits of a text and a seed, in which every bit of either counts. */
export function mixed(text: string, seed: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    hash = (hash << 13) | (hash >>> 19)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}

/**
 * A stream of random numbers for one name: "small fast chaotic" (sfc32: 128 bits of state, a counter in it, so that no stream is shorter
 * than 2^32). Every activity draws from a stream of its own, so that a task that is added or moved changes the draws of no other.
 */
export function randomStream(seed: number, name: string): RandomStream {
  let a = mixed(name, seed)
  let b = mixed(name, a ^ 0x243f6a88)
  let c = mixed(name, b ^ 0x13198a2e)
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return ((sum >>> 0) + 0.5) / 0x1_0000_0000
  }
  for (let round = 0; round < warmUp; round++) next()
  return next
}
