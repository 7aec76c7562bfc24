import type { Reader } from '../context.ts'

/**
 * What a room keeps in memory about one database: the same thing for its connection and for every transaction on it,
 * gone with it. For what never changes, or may be a few seconds old.
 */
export function perDatabase<T>(make: () => T): (db: Reader) => T {
  const kept = new WeakMap<object, T>()
  return db => {
    // The adapter is made once per connection and handed on to its transactions.
    const key = db.getExecutor().adapter
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make()
    kept.set(key, made)
    return made
  }
}
