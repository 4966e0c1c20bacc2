// A whole case in the browser: from a referral to its closure, told by two social workers and their supervisor, with what
// goes wrong on a working day: a session that runs out while somebody types, a server that loses power, two people who
// change one record. `make story` shows it in a window; its scenes are kept in target/story/.
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { answer, day } from './lib/form.mjs'
import { Story } from './lib/story.mjs'

let story, aroha, mere, sione
let file

before(async () => {
  story = await Story.begin('referral-to-closure')
  aroha = await story.enter('aroha')
  mere = await story.enter('mere')
})
after(() => story?.end())

/** Begins a form on the file, as somebody does from its page. */
async function write(page, kind) {
  await story.go(page, `/files/${file}/write`)
  await page.locator(`form[action="/files/${file}/write/${kind}"] button[type="submit"]`).click()
  await page.waitForURL(/\/drafts\//)
}

/** Sends a form off, and expects that it was taken. */
async function submit(page) {
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/drafts/'))
}

/** What an input of the form holds. */
const held = (page, name) => page.locator(`[name="${name}"]`).inputValue()

/** Waits until what was typed is on the server, as the page says. */
async function saved(page) {
  await page.waitForFunction(() => /^Saved/.test(document.querySelector('[data-saved]')?.textContent.trim() ?? ''))
}

test('a referral comes in, and somebody with the same name is shown before anybody is registered', async () => {
  await story.go(aroha, '/')
  await story.show(aroha, 'her day')
  await aroha.getByRole('main').getByRole('link', { name: /referral/i }).first().click()
  await aroha.getByLabel('Given names').fill('Hana')
  await aroha.getByLabel('Family name').fill('Wharetest')
  await aroha.getByLabel(/Date of birth/).fill('2011')
  await story.show(aroha, 'types who it is about')
  await aroha.getByRole('button', { name: 'Look whether they are known' }).click()
  await assert.doesNotReject(aroha.getByRole('radio', { name: /Hana Wharetest/ }).first().waitFor())
  await story.show(aroha, 'is shown who is known')
  await aroha.getByRole('button', { name: 'Change what you typed' }).click()
  assert.equal(await aroha.getByLabel('Family name').inputValue(), 'Wharetest')
  await aroha.getByLabel('Given names').fill('Tīaho')
  await aroha.getByLabel('Family name').fill('Mockingtūī')
  await aroha.getByLabel(/Date of birth/).fill('14 March 2012')
  await aroha.getByRole('button', { name: 'Look whether they are known' }).click()
  await aroha.getByRole('button', { name: /begin the referral/i }).click()
  await aroha.waitForURL(/\/drafts\//)
  file = (await aroha.getByRole('link', { name: /Back to/ }).getAttribute('href')).split('/').at(-1)
  await answer(aroha, {
    received_on: day(),
    source: 'school',
    referrer: { name: 'Ms Counsel' },
    year_level: '10',
    immediate_danger: 'no',
    area_at_risk: ['education', 'wellbeing'],
    concern_learning: 'Sleeps in the last period since the funeral.',
    risk_level: 'low',
    intensity_level: 'medium',
    rangatahi_agrees: { state: 'given', by: 'Tīaho', how: 'verbal', on: day() },
    whanau_agrees: { state: 'given', by: 'Nan', how: 'verbal', on: day() }
  })
  await story.show(aroha, 'writes the referral')
  await submit(aroha)
})

test('the supervisor allocates it, and the first contact is made', async () => {
  await story.go(mere, `/files/${file}`)
  await story.show(mere, 'sees the new file')
  await mere.getByRole('link', { name: /^Allocate/ }).first().click()
  await mere.getByLabel(/Worker/).selectOption({ label: 'Aroha Tauirapai' })
  await story.show(mere, 'allocates')
  await mere.getByRole('main').getByRole('button').last().click()
  await write(aroha, 'first-contact')
  await answer(aroha, {
    contact_date: day(),
    outcome: 'agreed',
    took_part: [{ name: 'Tīaho' }, { name: 'Nan' }],
    service_explained: 'yes',
    confidentiality_on: day(),
    confidentiality_by: 'Aroha Tauirapai',
    limits_own_safety: 'yes',
    limits_others_safety: 'yes',
    confidentiality_understood: 'yes',
    risk_now: 'low'
  })
  await submit(aroha)
})

test('consent is given in writing', async () => {
  await write(aroha, 'consent')
  await answer(aroha, {
    met_on: day(),
    face_to_face: 'yes',
    service: { state: 'given', by: 'Tīaho', how: 'written', on: day() },
    signed_on: day(),
    share_school: { state: 'given', by: 'Tīaho', how: 'written', on: day() },
    privacy_matters: ['collected', 'purpose', 'recipients', 'voluntary', 'access'],
    risk_now: 'low'
  })
  await story.show(aroha, 'writes down the consent')
  await submit(aroha)
})
