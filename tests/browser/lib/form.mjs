// Answers a pack's form as a person does: ticks, types, adds rows. It finds a question by the name of its input, so that
// a story reads like the scenarios of a pack; it never sends what the page does not ask.

/**
 * Answers questions in order. A value is a text, a list (ticks, or rows of a group), or the parts of an answer by name;
 * `file` answers in that person's part.
 */
export async function answer(page, answers, { file } = {}) {
  for (const [field, value] of Object.entries(answers)) {
    await put(page, file ? `p.${file}.${field}` : `a.${field}`, value)
  }
}

/** A day `ahead` of today where the service is, as answers hold it. */
export function day(ahead = 0, zone = 'Pacific/Auckland') {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.now() + ahead * 86_400_000)
}

async function put(page, name, value) {
  if (Array.isArray(value)) return several(page, name, value)
  if (typeof value === 'object') {
    for (const [part, one] of Object.entries(value)) await put(page, `${name}.${part}`, one)
    return
  }
  await asked(page, name)
  if (await there(page, `${name}.day`)) return putDay(page, name, value)
  const input = named(page, name)
  const kind = await input.first().evaluate((one) => (one.tagName === 'INPUT' ? one.type : one.tagName))
  if (kind === 'radio') return label(page, name, value).click()
  if (kind === 'checkbox') return label(page, name, value).click()
  if (kind === 'SELECT') return choose(input, value)
  await unfold(input)
  return input.fill(String(value))
}

async function several(page, name, values) {
  if ((await named(page, name).count()) > 0) {
    const select = await named(page, name).first().evaluate((one) => one.tagName === 'SELECT')
    for (const value of values) await (select ? choose(named(page, name), value) : label(page, name, value).click())
    return
  }
  for (const [at, row] of values.entries()) {
    const first = Object.keys(row)[0]
    if (!(await there(page, `${name}.${at + 1}.${first}`))) {
      await page.locator(`button[name="do"][value="add:${name}"]`).click()
      await named(page, `${name}.${at + 1}.${first}`).or(named(page, `${name}.${at + 1}.${first}.day`)).first().waitFor()
    }
    await put(page, `${name}.${at + 1}`, row)
  }
}

async function putDay(page, name, value) {
  const [date, time] = String(value).split('T')
  const [year, month, dayOfMonth] = date.split('-')
  await named(page, `${name}.day`).fill(dayOfMonth)
  await named(page, `${name}.month`).fill(month)
  await named(page, `${name}.year`).fill(year)
  if (time) await named(page, `${name}.time`).fill(time)
}

const named = (page, name) => page.locator(`[name="${name}"]:not([type="hidden"])`)
const there = async (page, name) => (await named(page, name).count()) > 0

/** The label of the choice with this value, which is what a thumb meets. */
function label(page, name, value) {
  return page.locator(`[name="${name}"][value="${value}"] + label`).first()
}

/** A question that depends on another answer: the script brings it by itself, else the page is asked for it. */
async function asked(page, name) {
  const either = named(page, name).or(named(page, `${name}.day`))
  if ((await either.count()) > 0) return
  const scripted = await page.evaluate(() => document.body.classList.contains('js-enabled'))
  if (!scripted) await page.locator('button[name="do"][value="update"]').last().click()
  await either.first().waitFor({ state: 'attached' })
}

async function choose(input, value) {
  const values = await input.locator('option').evaluateAll((all) => all.map((one) => [one.value, one.textContent.trim()]))
  const found = values.find(([one, text]) => one === value || text === value || text.startsWith(value))
  if (!found) throw new Error(`${value} is not offered: ${values.map(([, text]) => text).join(', ')}`)
  await input.selectOption(found[0])
}

/** Opens what is folded around an input. */
async function unfold(input) {
  const folded = input.first().locator('xpath=ancestor::details[not(@open)]')
  for (let at = (await folded.count()) - 1; at >= 0; at -= 1) await folded.first().locator('summary').first().click()
}
