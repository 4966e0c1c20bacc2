// The pictures of docs/screens: the twelve screens that practice asked for, on a phone and at a desk, as somebody of the
// demonstration sees them. `make screens` makes them anew; nothing in CI compares them, people look at them.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { desk, launch, root } from './lib/machine.mjs'
import { screens } from './lib/screens.mjs'
import { reduce } from './lib/small-png.mjs'
import { everybody, signIn } from './lib/people.mjs'
import { Server } from './lib/server.mjs'

const [browser, server] = await Promise.all([launch(), Server.start()])
try {
  const { people, password } = everybody()
  const windows = new Map()
  for (const { name, who, open } of screens) {
    if (!windows.has(who)) {
      const page = await (await browser.newContext()).newPage()
      await signIn(page, server.address, { ...people.find((one) => one.signIn === who), password })
      windows.set(who, page)
    }
    const page = windows.get(who)
    await page.setViewportSize(desk)
    await open(page, server.address)
    for (const [width, size] of [['desk', { width: 1280, height: 1000 }], ['phone', { width: 390, height: 844 }]]) {
      await page.setViewportSize(size)
      await page.evaluate(() => document.fonts.ready)
      await page.evaluate(() => window.scrollTo(0, 0))
      const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), width === 'desk' ? 1500 : 1800)
      await page.setViewportSize({ ...size, height })
      writeFileSync(join(root, 'docs/screens', `${name}-${width}.png`), reduce(await page.screenshot(), 48))
    }
    console.log(`docs/screens/${name}`)
  }
} finally {
  await browser.close()
  await server.stop()
}
