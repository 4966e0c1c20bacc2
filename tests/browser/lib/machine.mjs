// Where things are on this machine, and the one Chromium that all tests share. It starts no server and signs nobody in.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

/** The root of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
/** The program under test. */
export const program = process.env.ALONGSIDE ?? join(root, 'target/debug/alongside')

/** A folder for what tests leave behind, made when it is asked for. */
export function folder(name) {
  const path = join(root, 'target/browser', name)
  mkdirSync(path, { recursive: true })
  return path
}

/** A new Chromium; `headed` shows it, with every step slowed down so that a reader can follow. */
export function launch({ headed = false } = {}) {
  const executablePath = execFileSync(join(root, 'scripts/find-chromium.sh'), { encoding: 'utf8' }).trim()
  return chromium.launch({
    executablePath,
    headless: !headed,
    slowMo: headed ? 150 : 0,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage'
    ]
  })
}

/** The two widths every page is looked at in. */
export const phone = { width: 320, height: 640 }
export const desk = { width: 1280, height: 900 }
