// Every page that each role of the demonstration reaches by links, looked at on a desk, on a phone, by keyboard and
// without script. A route of the table that nobody reached fails the last test, so a page without a way to it is found.
import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { codeOf } from './lib/code.mjs'
import { crawl } from './lib/crawl.mjs'
import { launch } from './lib/machine.mjs'
import { everybody, oneOfEach, signIn } from './lib/people.mjs'
import { Server } from './lib/server.mjs'
import { matcher, routes } from './lib/table.mjs'

// Not a page of the navigation: what a style sheet or a program asks for.
const withoutLink = ['/assets/{name}', '/health']

const table = routes().filter((route) => route.method.toLowerCase() === 'get')
const seen = { routes: new Set(withoutLink), tried: new Set(), times: [] }
let browser, server

before(async () => {
  ;[browser, server] = await Promise.all([launch(), Server.start()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function walk(who, state, start) {
  const { address } = server
  const problems = await crawl({ browser, who, state, address, start, route: matcher(table), seen })
  assert.deepEqual(problems, [], `\n${problems.slice(0, 40).join('\n')}\n${problems.length} problems`)
}

describe('every page holds', { concurrency: 2 }, () => {
  test('for somebody who is not signed in', () => walk('a visitor', undefined, ['/sign-in']))
  for (const person of oneOfEach()) {
    test(`for ${person.role}`, async () => {
      const context = await browser.newContext()
      await signIn(await context.newPage(), server.address, person)
      const state = await context.storageState()
      await context.close()
      await walk(person.role, state, ['/', '/account'])
    })
  }
})

test('every page holds for somebody who owes the code of their phone', async () => {
  const { people, password } = everybody()
  const person = { ...people.findLast((one) => one.title === people.at(-2).title), password }
  const context = await browser.newContext()
  const page = await context.newPage()
  await signIn(page, server.address, person)
  await page.goto(`${server.address}/account/second`)
  await page.getByLabel('Six digits').fill(codeOf(await page.locator('.app-typed').first().innerText()))
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await page.goto(`${server.address}/account`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page, server.address, person)
  assert.equal(new URL(page.url()).pathname, '/sign-in/code')
  const state = await context.storageState()
  await context.close()
  await walk(`${person.name}, before the code`, state, ['/sign-in/code'])
})

test('everything that can be read was reached by somebody', () => {
  const missed = table.map((route) => route.path).filter((path) => !seen.routes.has(path))
  assert.deepEqual(missed, [])
})

test('a page is there before anybody waits for it', (context) => {
  const took = seen.times.map((one) => one.took).sort((one, other) => one - other)
  const middle = took[Math.floor(took.length / 2)]
  const slowest = seen.times.reduce((one, other) => (other.took > one.took ? other : one))
  context.diagnostic(`${took.length} pages; half of them within ${middle.toFixed(0)} ms; the slowest ${slowest.took.toFixed(0)} ms: ${slowest.path}`)
  assert.ok(middle < 100, `half of the pages take more than ${middle} ms`)
})
