// The six digits that an authenticator shows (RFC 6238: thirty seconds, SHA-1), for people of the demonstration.
import { createHmac } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code of a key in base 32, which may hold spaces, at a moment in milliseconds. */
export function codeOf(key, at = Date.now()) {
  let bits = ''
  for (const letter of key.toUpperCase().replace(/[^A-Z2-7]/g, '')) bits += letters.indexOf(letter).toString(2).padStart(5, '0')
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac('sha1', bytes).update(counter).digest()
  const offset = digest[19] & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
