import type { ReactElement } from 'react'
import type { Assets } from './assets.ts'
import { Document } from './document.tsx'
import { galleryForms } from './gallery/forms.tsx'
import { galleryHead } from './gallery/head.tsx'
import { galleryLists } from './gallery/lists.tsx'
import { galleryPublic } from './gallery/public.tsx'
import { galleryQuestions } from './gallery/questions.tsx'
import { galleryThing } from './gallery/thing.tsx'
import type { Lang } from './words.ts'

/**
 * Every part in its states, as the screens they are for; only tests open it (`/_gallery/<name>`).
 * The first four repeat the drawings the kit was made from, so that a change of the kit is seen against them.
 */
export const gallery: Record<string, { title: string; page: () => ReactElement; refresh?: number }> = {
  queue: { title: 'Hồ sơ của tôi', page: () => galleryLists() },
  empty: { title: 'Không có hồ sơ', page: () => galleryLists({ empty: true }) },
  dossier: { title: 'Một hồ sơ', page: () => galleryThing() },
  head: { title: 'Bảng điều hành', page: () => galleryHead() },
  procedure: { title: 'Đăng ký khai sinh', page: () => galleryPublic() },
  form: { title: 'Biểu mẫu', page: () => galleryForms('fresh') },
  errors: { title: 'Biểu mẫu có lỗi', page: () => galleryForms('errors') },
  answers: { title: 'Kiểm tra lại', page: () => galleryForms('answers') },
  confirm: { title: 'Hỏi lại', page: () => galleryForms('confirm') },
  questions: { title: 'Tờ khai', page: () => galleryQuestions(false) },
  questionsWrong: { title: 'Tờ khai có lỗi', page: () => galleryQuestions(true) },
  progress: { title: 'Đang làm', page: () => galleryForms('progress'), refresh: 3 },
}

/** One page of the gallery, or nothing for an unknown name. */
export function galleryPage(name: string, built: Assets, lang: Lang = 'vi'): ReactElement | undefined {
  const entry = gallery[name]
  if (!entry) return undefined
  return (
    <Document
      title={`${entry.title} — Một Cửa`}
      lang={lang}
      built={built}
      csrf="token"
      refresh={entry.refresh}
      index={false}
    >
      {entry.page()}
    </Document>
  )
}
