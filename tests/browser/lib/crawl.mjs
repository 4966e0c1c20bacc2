// Walks the pages that one person can reach by links, and looks at each as the checks say: on a desk, on a phone, by
// keyboard, without script. A route is looked at a few times a person, not for every file there is.
import { accessible, framed, keyboard, listen, narrow } from './checks.mjs'
import { desk, phone } from './machine.mjs'

/** The parts of a route whose every value is another page: a kind of form, a tab. The rest are only another file. */
const each = new Set(['form', 'kind', 'tab', 'report', 'list'])

/**
 * Walks from `start` and answers every problem as a sentence that names the person and the address;
 * without `follow`, the pages of `start` alone.
 *
 * `seen` is shared between the people: the routes that somebody reached, and the pages that were tried by keyboard.
 */
export async function crawl({ browser, who, state, address, start, route, seen, sample = 1, follow = true }) {
  const withScript = await browser.newContext({ storageState: state, viewport: desk })
  const withoutScript = await browser.newContext({ storageState: state, viewport: phone, javaScriptEnabled: false })
  const page = await withScript.newPage()
  const plain = await withoutScript.newPage()
  const heard = listen(page)
  const heardPlain = listen(plain)
  const problems = []
  const waiting = start.map((path) => ({ path, from: 'the start' }))
  const known = new Set(start)
  const looked = new Map()

  const wants = (path) => {
    const found = route(new URL(path, address).pathname)
    if (!found) return { found: { path: 'no route' }, key: path }
    const parts = new URL(path, address).pathname.split('/')
    const variety = found.path.split('/').flatMap((part, at) => (each.has(part.slice(1, -1)) ? [parts[at]] : []))
    const key = [found.path, ...variety].join(' ')
    // Each person sees every route; every kind of it is seen by somebody.
    const enough = variety.length > 0 ? looked.has(found.path) && seen.tried.has(key) : (looked.get(found.path) ?? 0) >= sample
    return enough ? null : { found, key }
  }

  while (waiting.length > 0) {
    const { path, from } = waiting.shift()
    const wanted = wants(path)
    if (!wanted) continue
    if (wanted.found.path === 'no route') {
      problems.push(`${who}, ${from}: a link leads to ${path}, which no route answers`)
      continue
    }
    looked.set(wanted.found.path, (looked.get(wanted.found.path) ?? 0) + 1)
    const say = (all) => problems.push(...all.map((one) => `${who}, ${path} (from ${from}): ${one}`))

    const began = performance.now()
    const answer = await withScript.request.get(address + path, { maxRedirects: 0 })
    const took = performance.now() - began
    if (answer.status() >= 300 && answer.status() < 400) {
      seen.routes.add(wanted.found.path)
      enqueue(answer.headers().location, path)
      continue
    }
    if (answer.status() !== 200) {
      say([`a link leads to an answer ${answer.status()}`])
      continue
    }
    seen.routes.add(wanted.found.path)
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue
    // What a script puts into a page is looked at where it stands.
    if (!/^\s*<!doctype html>/i.test(await answer.text())) continue
    seen.times.push({ path, took })

    await page.goto(address + path)
    if (page.viewportSize().width !== desk.width) await page.setViewportSize(desk)
    say(await framed(page))
    const links = await page.evaluate(() => [
      ...[...document.querySelectorAll('a[href]')].map((one) => one.href),
      ...[...document.querySelectorAll('form[action]')].filter((one) => one.method === 'get').map((one) => one.action)
    ])
    if (follow) for (const link of links) enqueue(link, path)
    if (!seen.tried.has(wanted.key)) {
      seen.tried.add(wanted.key)
      say(await keyboard(page))
      say(await accessible(page))
    }
    await page.setViewportSize(phone)
    say(await narrow(page))
    say((await accessible(page)).map((one) => `at ${phone.width} px, ${one}`))
    say(heard.take())

    await plain.goto(address + path)
    const told = (from) => from.evaluate(() => document.querySelector('main')?.textContent.replace(/\s+/g, ' ').trim() ?? '')
    if ((await told(plain)).length < 0.5 * (await told(page)).length) say(['without script most of the page is missing'])
    say((await narrow(plain)).map((one) => `without script, ${one}`))
    say(heardPlain.take())
  }
  await withScript.close()
  await withoutScript.close()
  return problems

  function enqueue(link, from) {
    const url = new URL(link, address + from)
    if (url.origin !== address) return
    const path = url.pathname + url.search
    if (known.has(path)) return
    known.add(path)
    waiting.push({ path, from })
  }
}
