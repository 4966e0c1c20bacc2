// The route table as the program itself prints it, and which route an address belongs to.
import { execFileSync } from 'node:child_process'
import { program } from './machine.mjs'

/** Every route: `method`, `path` with its parameters in braces, and what the program says about access. */
export function routes() {
  return JSON.parse(execFileSync(program, ['routes', '--json'], { encoding: 'utf8' }))
}

/** A function from the path of an address to the route that answers it; the route with fewer parameters wins. */
export function matcher(table) {
  const patterns = table
    .map((route) => {
      const parts = route.path.split('/').map((part) => {
        if (/^\{\*.*\}$/.test(part)) return '.+'
        if (/^\{.*\}$/.test(part)) return '[^/]+'
        return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      })
      return { route, pattern: new RegExp(`^${parts.join('/')}$`), open: route.path.split('{').length }
    })
    .sort((one, other) => one.open - other.open)
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.route
}
