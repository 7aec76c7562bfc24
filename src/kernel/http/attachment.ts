/**
 * How a browser is told to save what it gets, never to show it: RFC 6266 with the name in RFC 5987 form, and a plain
 * one for old programs.
 */
export function attachment(name: string, how: 'attachment' | 'inline' = 'attachment'): string {
  const plain = name
    .replaceAll(/[đĐ]/g, d => (d === 'đ' ? 'd' : 'D'))
    .normalize('NFD')
    .replaceAll(/[^\x20-\x7E]|["\\%]/g, '')
  const coded = encodeURIComponent(name).replaceAll(/['()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${how}; filename="${plain || 'file'}"; filename*=UTF-8''${coded}`
}
