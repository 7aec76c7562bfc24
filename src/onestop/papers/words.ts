import { words } from '#app/kernel/words.ts'

/** The words around papers on screens; the papers themselves are in Vietnamese (forms.ts). */
export const paperWords = words({
  vi: {
    print: 'In giấy này',
    pdf: 'Tải PDF',
    back: 'Về hồ sơ',
    form: (no: string) => `Mẫu ${no}`,
  },
  en: {
    print: 'Print this paper',
    pdf: 'Download PDF',
    back: 'Back to the dossier',
    form: (no: string) => `Form ${no}`,
  },
})
