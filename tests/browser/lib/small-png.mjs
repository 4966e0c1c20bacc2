// A screenshot with few colours, small enough to keep beside the documentation: reads the PNG that Chromium writes
// (8 bits, RGB or RGBA, not interlaced) and writes one with a palette. Nothing in it knows what the picture shows.
import * as zlib from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The same picture with at most `colours` colours (256 at most). */
export function reduce(png, colours = 64) {
  const { width, height, pixels } = decode(png)
  const counts = new Map()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const boxes = split([...counts].map(([pixel, count]) => ({ pixel, count })), colours)
  const palette = boxes.map(average)
  const index = new Map()
  boxes.forEach((box, at) => box.forEach(({ pixel }) => index.set(pixel, at)))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = index.get(pixels[y * width + x])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', zlib.deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0))
  ])
}

function decode(png) {
  const data = []
  let width, height, depth
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const kind = png.toString('latin1', at + 4, at + 8)
    const content = png.subarray(at + 8, at + 8 + length)
    if (kind === 'IHDR') {
      width = content.readUInt32BE(0)
      height = content.readUInt32BE(4)
      depth = { 2: 3, 6: 4 }[content[9]]
      if (content[8] !== 8 || !depth || content[12] !== 0) throw new Error('a kind of PNG that Chromium does not write')
    }
    if (kind === 'IDAT') data.push(content)
    at += length + 12
  }
  const raw = zlib.inflateSync(Buffer.concat(data))
  const stride = width * depth
  const pixels = new Uint32Array(width * height)
  let above = Buffer.alloc(stride)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]
    const row = raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1))
    for (let i = 0; i < stride; i += 1) {
      const left = i >= depth ? row[i - depth] : 0
      const corner = i >= depth ? above[i - depth] : 0
      row[i] = (row[i] + predicted(filter, left, above[i], corner)) & 255
    }
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = (row[x * depth] << 16) | (row[x * depth + 1] << 8) | row[x * depth + 2]
    above = row
  }
  return { width, height, pixels }
}

function predicted(filter, left, up, corner) {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

const channel = (pixel, which) => (pixel >> (16 - 8 * which)) & 255

// The median cut, weighing each colour by how often it stands in the picture, and its spread a little more.
function split(all, wanted) {
  const boxes = [all]
  while (boxes.length < wanted) {
    let best = null
    boxes.forEach((box, at) => {
      if (box.length < 2) return
      const weight = box.reduce((sum, one) => sum + one.count, 0)
      for (const which of [0, 1, 2]) {
        const values = box.map((one) => channel(one.pixel, which))
        const spread = Math.max(...values) - Math.min(...values)
        const score = spread * Math.sqrt(weight)
        if (!best || score > best.score) best = { at, which, score }
      }
    })
    if (!best) break
    const box = boxes[best.at].sort((one, other) => channel(one.pixel, best.which) - channel(other.pixel, best.which))
    const half = box.reduce((sum, one) => sum + one.count, 0) / 2
    let cut = 0
    for (let sum = 0; cut < box.length - 1 && sum < half; cut += 1) sum += box[cut].count
    boxes.splice(best.at, 1, box.slice(0, Math.max(1, cut)), box.slice(Math.max(1, cut)))
  }
  return boxes
}

// The colour that most of a box has: flat grounds and letters keep their exact colour.
function average(box) {
  const most = box.reduce((one, other) => (other.count > one.count ? other : one))
  return [0, 1, 2].map((which) => channel(most.pixel, which))
}

function chunk(kind, content) {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length, 0)
  head.write(kind, 4, 'latin1')
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), content])), 0)
  return Buffer.concat([head, content, tail])
}

// Node.js has its own since version 22.
function crc32(bytes) {
  if (zlib.crc32) return zlib.crc32(bytes)
  let rest = 0xffffffff
  for (const byte of bytes) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  }
  return (rest ^ 0xffffffff) >>> 0
}
