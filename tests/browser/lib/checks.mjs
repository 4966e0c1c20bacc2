// What must hold of every page, whoever looks: one function a promise, each answering its problems as sentences.
// Nothing here knows a page, a pack or a person.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const interactive = [
  'a[href]',
  'button:not([disabled])',
  'input:not([disabled]):not([type="hidden"])',
  'select:not([disabled])',
  'textarea:not([disabled])',
  'summary',
  '[tabindex]:not([tabindex="-1"])'
].join(',')

/** Listens to a page; `take()` answers what went wrong since the last time: errors, refusals of the policy, failed requests. */
export function listen(page, { expects = () => false } = {}) {
  let heard = []
  page.on('console', (message) => {
    const from = message.location().url
    if (message.type() === 'error' && !expects(from)) heard.push(`the console says: ${message.text()} ${from}`)
  })
  page.on('pageerror', (error) => heard.push(`the script stopped: ${error.message}`))
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText
    // A page that is left takes its unanswered requests with it.
    if (why !== 'net::ERR_ABORTED' && !expects(request.url())) heard.push(`a request failed: ${request.url()} ${why}`)
  })
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') heard.push(`another host was asked: ${request.url()}`)
  })
  return {
    take() {
      const all = heard
      heard = []
      return all
    }
  }
}

/** No violation of WCAG 2.2 A and AA, nor of the best practices that axe knows. */
export async function accessible(page) {
  // Handed over by the debugger, which the page's policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    })
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.any.concat(node.all).map((one) => one.message).join('; ')})`)
    }))
  })
  return violations.map(({ id, help, where }) => `axe ${id}: ${help}: ${where.join(' | ')}`)
}

/** A title, one heading of the first rank, a language, one main part and a link that skips to it. */
export async function framed(page) {
  return page.evaluate(() => {
    const problems = []
    const count = (selector) => document.querySelectorAll(selector).length
    if (!document.title.trim()) problems.push('the page has no title')
    if (!document.documentElement.lang) problems.push('the page says no language')
    if (count('h1') !== 1) problems.push(`the page has ${count('h1')} headings of the first rank`)
    if (count('main') !== 1) problems.push(`the page has ${count('main')} main parts`)
    const skip = document.querySelector('a.govuk-skip-link')
    const goal = skip && document.querySelector(skip.getAttribute('href'))
    if (!goal) problems.push('no link skips to the main part')
    if (count('[style]') && document.querySelector('[style]').outerHTML.includes('style="')) {
      const inline = [...document.querySelectorAll('[style]')].map((one) => one.outerHTML.slice(0, 80))
      if (!document.body.classList.contains('js-enabled')) problems.push(`style stands in the markup: ${inline[0]}`)
    }
    return problems
  })
}

/** Nothing makes the page wider than the window. */
export async function narrow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const scrolls = (one) => {
      for (let at = one; at && at !== document.body; at = at.parentElement) {
        if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(at).overflowX)) return true
      }
      return false
    }
    const wide = [...document.body.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > width + 1 && !scrolls(one))
      .slice(0, 3)
      .map((one) => `${one.tagName.toLowerCase()}.${one.className} to ${Math.round(one.getBoundingClientRect().right)}`)
    return [`the page is ${document.documentElement.scrollWidth} wide in a window of ${width}: ${wide.join(', ')}`]
  })
}

/** The Tab key reaches every element that does something, in turn, and each looks different while it has the focus. */
export async function keyboard(page) {
  const expected = await page.evaluate((selector) => {
    // How an element looks, and the marks that stand for it: a radio button shows its focus beside its label.
    window.looks = (one) => {
      const label = one.labels?.[0]
      const parts = [[one], [one, '::before'], [one, '::after'], [label, '::before'], [label, '::after'], [one.closest('label, li, td, div')]]
      return parts
        .filter(([what]) => what)
        .map(([what, pseudo]) => {
          const style = getComputedStyle(what, pseudo)
          return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth].join()
        })
        .join('|')
    }
    const groups = new Set()
    const wanted = [...document.querySelectorAll(selector)].filter((one) => {
      if (one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true })) return false
      // Tab enters a group of radio buttons once.
      if (one.type !== 'radio') return true
      const group = `${one.form?.id ?? ''}/${one.name}`
      if (groups.has(group)) return false
      groups.add(group)
      return true
    })
    document.activeElement?.blur()
    for (const one of document.querySelectorAll(selector)) one.looked = window.looks(one)
    for (const one of wanted) one.dataset.mustBeReached = ''
    document.body.setAttribute('tabindex', '-1')
    document.body.focus()
    document.body.removeAttribute('tabindex')
    return wanted.length
  }, interactive)
  // A date has several parts to tab through, and it is enough that one of them shows.
  const unseen = new Set()
  const shown = new Set()
  for (let pressed = 0; pressed < expected + 5; pressed += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const one = document.activeElement
      if (!one || one === document.body || one === document.documentElement) return null
      const same = (other) => other.type === 'radio' && other.name === one.name && other.form === one.form
      const group = [...document.querySelectorAll('[data-must-be-reached]')].filter((other) => other === one || (one.type === 'radio' && same(other)))
      for (const member of group) member.dataset.reached = ''
      one.dataset.number ??= String(document.querySelectorAll('[data-number]').length)
      return { number: one.dataset.number, shown: one.looked === undefined || window.looks(one) !== one.looked, text: one.outerHTML.slice(0, 120) }
    })
    if (!at) break
    if (at.shown) shown.add(at.number)
    else unseen.add(at)
  }
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll('[data-must-be-reached]:not([data-reached])')]
      .filter((one) => one.checkVisibility())
      .map((one) => one.outerHTML.slice(0, 120))
  )
  return [
    ...[...unseen].filter(({ number }) => !shown.has(number)).map(({ text }) => `focus is not visible on ${text}`),
    ...missed.slice(0, 5).map((text) => `the Tab key does not reach ${text}`)
  ]
}
