const paths = {
  open: 'm4 6 4 4 4-4',
  close: 'm4.5 4.5 7 7m0-7-7 7',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  left: 'M13 8H3m4-4L3 8l4 4',
  right: 'M3 8h10M9 4l4 4-4 4',
} as const

/** A small drawn sign beside a word, never instead of one; drawn, because few fonts have the letters for it. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="ico" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
