/** What the gallery's test builds. */
export { assets } from '../assets.ts'
export { renderPage } from '../document.tsx'
export { galleryPage } from '../gallery.tsx'
