// People in windows of their own, for stories: each signed in, each listened to, every scene kept as a numbered picture.
// It tells no story itself.
import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { listen } from './checks.mjs'
import { desk, launch, phone, root } from './machine.mjs'
import { everybody, signIn } from './people.mjs'
import { Server } from './server.mjs'

let broken = null

/** A scene of a story, which builds on those before it: after one that fails, the rest fail at once. */
export function scene(name, play) {
  return test(name, async (context) => {
    assert.equal(broken, null, `the story ended before, at: ${broken}`)
    try {
      await play(context)
    } catch (error) {
      broken = name
      for (const page of Story.pages) await page.screenshot({ path: `${page.folder}/failed ${page.who.signIn} ${name.slice(0, 40)}.png`, fullPage: true }).catch(() => {})
      throw error
    }
  })
}

/** Waits until what was typed is on the server, as the page says. */
export function saved(page) {
  return page.waitForFunction(() => /^Saved (now|\d+ s)/.test(document.querySelector('[data-saved]').textContent.trim()))
}

/** Presses a button that sends a form, and waits for the page that comes of it. */
export async function press(page, name) {
  const next = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.request().method() === 'GET')
  await page.getByRole('button', { name, exact: true }).click()
  await next
  await page.waitForLoadState()
}

export class Story {
  static pages = []
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
    page.folder = this.folder
    Story.pages.push(page)
    await signIn(page, this.server.address, page.who)
    return page
  }

  /** Goes to an address of the service. */
  async go(page, path) {
    await page.goto(this.server.address + path)
  }

  /** The file of somebody whom a worker meets on their day. */
  async someFile(page) {
    await this.go(page, '/')
    const links = await page.locator('main a[href^="/files/"]').evaluateAll((all) => all.map((one) => one.pathname))
    const file = links.map((path) => path.split('/')[2]).find(Boolean)
    assert.ok(file, `${page.who.name} has nobody to see`)
    return file
  }

  /** Begins a form on a file, as somebody does from the list of what may be written. */
  async write(page, file, kind) {
    await this.go(page, `/files/${file}/write`)
    await page.locator(`form[action="/files/${file}/write/${kind}"] button[type="submit"]`).click()
    await page.waitForURL(/\/drafts\//)
  }

  /** Sends a form off and expects that it was taken; answers its address as a record. */
  async submit(page) {
    await page.getByRole('button', { name: 'Submit', exact: true }).click()
    await page.waitForURL((url) => !url.pathname.startsWith('/drafts/'), { timeout: 20_000 }).catch(async () => {
      throw new Error(`it was not taken: ${await page.getByRole('main').innerText()}`)
    })
    return page.url()
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
