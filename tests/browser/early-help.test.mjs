// Early help in the second pack, by the same pages: business support takes a referral with its criteria, the meeting
// decides in a line, an assessment is given back and authorised, and a young person who was missing declines the
// interview, which is an answer.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { answer, day } from './lib/form.mjs'
import { Story, press, scene } from './lib/story.mjs'

const today = (ahead = 0) => day(ahead, 'Europe/London')
let story, bea, terri, alice
let file

before(async () => {
  story = await Story.begin('early-help')
  bea = await story.enter('bea')
  terri = await story.enter('terri')
  alice = await story.enter('alice')
})
after(() => story?.end())

const write = (page, kind) => story.write(page, file, kind)
const submit = (page) => story.submit(page)
const text = (page) => page.getByRole('main').innerText()

scene('business support takes a referral, with the criteria it meets', async () => {
  await story.go(bea, '/referral')
  await bea.getByLabel('Given names').fill('Pip')
  await bea.getByLabel('Family name').fill('Trialswick')
  await bea.getByLabel(/Date of birth/).fill('4 May 2014')
  await bea.getByRole('button', { name: 'Look whether they are known' }).click()
  await bea.getByRole('button', { name: /begin the referral/i }).click()
  await bea.waitForURL(/\/drafts\//)
  file = (await bea.getByRole('link', { name: /Back to/ }).getAttribute('href')).split('/').at(-1)
  await answer(bea, {
    received_on: today(),
    asked_for: 'whole-family',
    source: 'school',
    referrer: { name: 'Mrs Chalkwell-Test' },
    locality: 'wrekin',
    presenting: 'Late every day since half-term, and hungry.',
    underlying: 'Nights at work, and nobody else is there in the morning.',
    priority: 'medium',
    came_with: 'eha',
    plan_current: 'yes',
    crit_help: ['assessed'],
    crit_school: ['attendance', 'vulnerable-learner'],
    crit_parenting: ['mental-health', 'home-conditions']
  })
  await story.show(bea, 'ticks the criteria')
  await submit(bea)
})

scene('the meeting decides in a line, beside who has room', async () => {
  await story.go(terri, `/allocation/${file}`)
  await terri.getByText('Alice Samplewood', { exact: true }).first().click()
  await terri.locator('select[name$="decision"]').selectOption('practitioner')
  await terri.locator('[name$="in_a_line"]').fill('Mornings first, with Mum and the breakfast club.')
  await terri.locator('select[name$="level"]').selectOption('vulnerable')
  await story.show(terri, 'decides for one family')
  await terri.getByRole('button', { name: /^Decide/ }).click()
  await terri.waitForURL((url) => !url.pathname.endsWith(file))
  await story.go(alice, `/files/${file}`)
  assert.match(await text(alice), /Alice Samplewood/)
  await story.show(alice, 'has the new file')
})

scene('the assessment is given back, said again, and authorised', async () => {
  await write(alice, 'assessment')
  await answer(alice, {
    opened_on: today(),
    assessed_on: today(),
    ready: 'yes',
    strengths: 'Pip makes breakfast for the little ones.',
    underlying: 'Nights at work.'
  })
  const record = await submit(alice)
  await terri.goto(record)
  await terri.getByText('Give it back', { exact: true }).first().click()
  await terri.getByLabel('What needs another look').fill('What does Pip say?')
  await press(terri, 'Give it back')
  await story.show(terri, 'gives the assessment back')
  await alice.goto(record)
  assert.match(await text(alice), /What does Pip say\?/)
  await alice.locator('form[action$="/amend"] button').click()
  await alice.waitForURL(/\/drafts\//)
  await answer(alice, { child_words: [{ said: 'It is quiet when Mum sleeps, so we whisper.', who: 'Pip' }] })
  await submit(alice)
  await terri.goto(record)
  assert.match(await text(terri), /so we whisper/)
  await story.show(terri, 'reads what changed')
  await terri.getByRole('button', { name: /^Sign: Authorised/ }).click()
  await terri.getByRole('button', { name: /^Sign: Authorised/ }).waitFor({ state: 'detached' })
})

scene('missing and found: the interview is begun by business support, declined, and authorised', async () => {
  await write(bea, 'missing')
  await answer(bea, { reported_at: `${today(-2)}T22:10`, social_worker_told: 'no' })
  await submit(bea)
  await write(bea, 'found')
  await answer(bea, { found_at: `${today(-1)}T00:20`, told_at: `${today(-1)}T00:40` })
  await submit(bea)
  await write(bea, 'return-interview')
  await answer(bea, { times: [{ missing_at: `${today(-2)}T21:30`, found_at: `${today(-1)}T00:20` }] })
  const record = await submit(bea)
  await alice.goto(record)
  await alice.locator('form[action$="/amend"] button').click()
  await alice.waitForURL(/\/drafts\//)
  await answer(alice, { outcome: 'declined', happened_at: `${today(-1)}T09:45`, seen: 'yes', why_declined: 'Said: I am back, that is enough.' })
  const why = alice.getByLabel(/^Reason/)
  if (await why.isVisible()) await why.fill('Offered at the door')
  await story.show(alice, 'writes that it was declined')
  await submit(alice)
  await terri.goto(record)
  assert.match(await text(terri), /I am back, that is enough/)
  await terri.getByRole('button', { name: /^Sign: Authorised/ }).click()
  await terri.getByRole('button', { name: /^Sign: Authorised/ }).waitFor({ state: 'detached' })
  await story.show(terri, 'has authorised it')
})

scene('nothing else went wrong', () => story.quiet())
