// The screens that practice asked for, each with who sees it and how they come to it from the first page.

const follow = (path, selector) => async (page, address) => {
  await page.goto(address + path)
  await page.locator(selector).first().click()
  await page.waitForURL((url) => url.pathname !== path)
}
const at = (path) => (page, address) => page.goto(address + path)

/** Opens somebody's file from the search, and a page of it. */
const file = (name, tab = '') => async (page, address) => {
  await page.goto(`${address}/search?q=${encodeURIComponent(name)}`)
  const href = await page.locator('main a[href^="/files/"]').first().getAttribute('href')
  await page.goto(address + href + tab)
}

/** Begins a form on somebody's file. */
const form = (name, kind) => async (page, address) => {
  await file(name, '/write')(page, address)
  await page.locator(`form[action$="/write/${kind}"] button[type="submit"]`).click()
  await page.waitForURL(/\/drafts\//)
}

/** A record of somebody's file, by the words of its link. */
const record = (name, title) => async (page, address) => {
  await file(name, '/records')(page, address)
  await page.getByRole('main').getByRole('link', { name: title }).first().click()
  await page.waitForURL(/\/records\//)
}

const first = 'Mihi Mocktau'

export const screens = [
  { name: '01-my-day', who: 'aroha', open: at('/') },
  { name: '02-duty-desk', who: 'mere', open: at('/duty?q=Storyworth') },
  { name: '03-front-page', who: 'aroha', open: file(first) },
  { name: '04-visit-note', who: 'aroha', open: form(first, 'visit') },
  { name: '05-report-of-concern', who: 'aroha', open: form(first, 'report-of-concern') },
  { name: '06-consent', who: 'aroha', open: record(first, /consent/i) },
  { name: '07-allocation', who: 'terri', open: follow('/allocation', 'main a[href^="/allocation/"]') },
  { name: '08-assessment', who: 'aroha', open: record(first, /assessment/i) },
  { name: '10-interview', who: 'bea', open: form('Poppy', 'return-interview') },
  { name: '11-supervision', who: 'mere', open: follow('/supervision', 'main a[href^="/supervision/"]') },
  { name: 'genogram', who: 'alice', open: file('Poppy', '/people') },
  { name: 'scores', who: 'aroha', open: file(first, '/scores') },
  { name: 'why', who: 'aroha', open: follow('/', 'li:has-text("First contact") a[href*="/timescales/why"]') },
  { name: 'drop-in', who: 'aroha', open: at('/drop-in') },
  { name: 'timeline', who: 'aroha', open: file(first, '/timeline') },
  { name: 'overview', who: 'moana', open: at('/overview') }
]
