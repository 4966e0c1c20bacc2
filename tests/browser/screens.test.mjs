// Each picture of docs/screens still has its page, and each screen its two pictures. How they look is for people to judge.
import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { desk, launch, root } from './lib/machine.mjs'
import { everybody, signIn } from './lib/people.mjs'
import { screens } from './lib/screens.mjs'
import { Server } from './lib/server.mjs'

let browser, server
const windows = new Map()

before(async () => {
  ;[browser, server] = await Promise.all([launch(), Server.start()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

for (const { name, who, open } of screens) {
  test(`${name} is a page of ${who}, and has its pictures`, async () => {
    if (!windows.has(who)) {
      const { people, password } = everybody()
      const page = await (await browser.newContext({ viewport: desk })).newPage()
      await signIn(page, server.address, { ...people.find((one) => one.signIn === who), password })
      windows.set(who, page)
    }
    const page = windows.get(who)
    await open(page, server.address)
    assert.doesNotMatch(await page.title(), /Not found|Sign in|wrong/)
    for (const width of ['phone', 'desk']) {
      const picture = join(root, 'docs/screens', `${name}-${width}.png`)
      assert.ok(existsSync(picture), `${picture} is missing: make screens`)
      assert.ok(statSync(picture).size < 150_000, `${picture} is larger than 150 kB`)
    }
  })
}
