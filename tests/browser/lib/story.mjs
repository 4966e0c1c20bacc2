// People in windows of their own, for stories: each signed in, each listened to, every scene kept as a numbered picture.
// It tells no story itself.
import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { listen } from './checks.mjs'
import { desk, launch, phone, root } from './machine.mjs'
import { everybody, signIn } from './people.mjs'
import { Server } from './server.mjs'

export class Story {
  #scene = 0
  #heard = []

  /** Begins a story: a server with the demonstration and a browser, shown when somebody wants to watch. */
  static async begin(name) {
    const story = new Story()
    story.folder = join(root, 'target/story', name)
    rmSync(story.folder, { recursive: true, force: true })
    mkdirSync(story.folder, { recursive: true })
    ;[story.browser, story.server] = await Promise.all([
      launch({ headed: process.env.ALONGSIDE_WATCH === 'yes' }),
      Server.start()
    ])
    return story
  }

  /** Somebody opens a window and signs in. */
  async enter(signInName, { onPhone = false, script = true } = {}) {
    const { people, password } = everybody()
    const person = people.find((one) => one.signIn === signInName)
    assert.ok(person, `${signInName} is not in the demonstration`)
    const context = await this.browser.newContext({ viewport: onPhone ? phone : desk, javaScriptEnabled: script })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    this.#heard.push([person.name, listen(page, { expects: (from) => this.expected?.(from) })])
    page.who = { ...person, password }
    await signIn(page, this.server.address, page.who)
    return page
  }

  /** Goes to an address of the service. */
  async go(page, path) {
    await page.goto(this.server.address + path)
  }

  /** Keeps a picture of what somebody sees. */
  async show(page, what) {
    this.#scene += 1
    const number = String(this.#scene).padStart(2, '0')
    const name = `${number} ${page.who.name.split(' ')[0]} ${what}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')
    await page.screenshot({ path: join(this.folder, `${name}.png`), fullPage: true })
  }

  /** Nothing went wrong unseen. */
  quiet() {
    assert.deepEqual(this.#heard.flatMap(([who, heard]) => heard.take().map((one) => `${who}: ${one}`)), [])
  }

  async end() {
    await this.browser?.close()
    await this.server?.stop()
  }
}
