/** A drawn face for each level; the word stands beside it, so it is hidden from readers. */
export function Face({ level }: { level: number }) {
  const mouth = ['M8 21q6-7 12 0', 'M8 20q6-4 12 0', 'M8 19h12', 'M8 17q6 5 12 0', 'M7 16q7 9 14 0'][level - 1]
  return (
    <svg className="face" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
      <circle cx="14" cy="14" r="12.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="9.5" cy="11" r="1.5" fill="currentColor" />
      <circle cx="18.5" cy="11" r="1.5" fill="currentColor" />
      <path d={mouth} fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
    </svg>
  )
}
