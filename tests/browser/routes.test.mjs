// Every page that each role of the demonstration reaches by links, looked at on a desk, on a phone, by keyboard and
// without script. A route of the table that nobody reached fails the last test, so a page without a way to it is found.
import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { codeOf } from './lib/code.mjs'
import { crawl } from './lib/crawl.mjs'
import { answer, day } from './lib/form.mjs'
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

async function walk(who, state, start, more = {}) {
  const { address } = server
  const problems = await crawl({ browser, who, state, address, start, route: matcher(table), seen, ...more })
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
      await walk(person.role, state, ['/', '/account', '/search?q=ta', '/search/suggest?q=ta'])
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
  await walk(`${person.name}, before the code`, state, ['/sign-in/code'], { follow: false })
})

test('every page holds that only some states have: a text kept, a document, a closed, restricted or doubled file', async () => {
  const { people, password } = everybody()
  const enter = async (title) => {
    const person = { ...people.find((one) => one.title === title), password }
    const page = await (await browser.newContext()).newPage()
    await signIn(page, server.address, person)
    return { page, person }
  }
  const go = (page, path) => page.goto(server.address + path)
  const found = async (page, name) => {
    await go(page, `/search?q=${name}`)
    return page.locator('main a[href^="/files/"]').evaluateAll((all) => all.map((one) => one.pathname))
  }

  const { page: manager, person: moana } = await enter('Provider manager')
  const [restricted, doubled, ...others] = await found(manager, 'ta')
  await go(manager, `${restricted}/restrict`)
  await manager.locator('#act input[type="checkbox"]').first().check()
  await manager.locator('#why').fill('A parent works here')
  await manager.locator('#act button').click()
  await go(manager, `${doubled}/same`)
  await manager.locator('#other').fill(server.address + others[0])
  await manager.locator('#why').fill('The same number')
  await manager.locator('#act button').click()
  let reopen
  for (const name of ['ta', 'te', 'ma', 'ha', 'ri', 'pa']) {
    for (const file of await found(manager, name)) {
      reopen ??= (await (await manager.request.get(server.address + file)).text()).match(/\/files\/[^"]*\/reopen/)?.[0]
    }
  }
  assert.ok(reopen, 'nobody whom the manager finds has a case that was closed')
  const state = await manager.context().storageState()
  await walk(`${moana.name}, after some acts`, state, [`${restricted}/unrestrict`, `${doubled}/not-same`, reopen], { follow: false })

  const { page: worker, person: aroha } = await enter('Social worker')
  await worker.getByRole('main').locator('a[href^="/files/"]').first().waitFor()
  const file = await worker.locator('main a[href^="/files/"]').evaluateAll((all) => all[0].pathname.split('/')[2])
  await go(worker, `/files/${file}/write`)
  await worker.locator(`form[action$="/write/consent"] button[type="submit"]`).click()
  await worker.waitForURL(/\/drafts\//)
  const draft = new URL(worker.url()).pathname
  await worker.locator('button[name="do"][value^="attach:"]').first().click()
  await worker.getByLabel('Document').waitFor()
  await worker.getByLabel('Document').setInputFiles({ name: 'form.txt', mimeType: 'text/plain', buffer: Buffer.from('Signed by Nan.') })
  await worker.getByRole('button', { name: 'Attach', exact: true }).click()
  await worker.waitForURL((url) => url.pathname === draft)
  await worker.locator('button[name="do"][value="leave"]').click()
  await worker.waitForURL(/\/files\//)
  await go(worker, draft)
  server.letSessionsRunOut()
  await worker.locator('button[name="do"][value="leave"]').click()
  await signIn(worker, server.address, aroha, { here: true })
  const kept = new URL(worker.url()).pathname
  await go(worker, draft)
  await answer(worker, {
    met_on: day(),
    service: { state: 'given', by: 'The young person', how: 'written', on: day() },
    use_of_information: { state: 'given', by: 'Nan', how: 'written', on: day() }
  })
  await worker.getByRole('button', { name: 'Submit', exact: true }).click()
  await worker.waitForURL(/\/records\//)
  const document = await worker.locator('a[href^="/documents/"]').first().getAttribute('href')
  await go(worker, `/files/${file}/write`)
  await worker.locator(`form[action$="/write/consent"] button[type="submit"]`).click()
  await worker.waitForURL(/\/drafts\//)
  await worker.locator('button[name="do"][value^="attach:"]').first().click()
  await worker.getByLabel('Document').waitFor()
  const attach = new URL(worker.url()).pathname + new URL(worker.url()).search
  const rest = await worker.context().storageState()
  await walk(`${aroha.name}, with a text that was kept`, rest, ['/kept', kept, attach, document], { follow: false })
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
