import { encode } from 'uqr'

/** A QR code as plain SVG: one path of squares, black on white in any colour scheme. `size` is in pixels. */
export function QrCode({ text, label, size }: { text: string; label: string; size: number }) {
  const { data, size: squares } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${squares} ${squares}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={squares} height={squares} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
