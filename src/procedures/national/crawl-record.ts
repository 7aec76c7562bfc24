/**
 * The wire: one line of `national-procedures.ndjson.gz`, a crawl of the public pages of dichvucong.gov.vn.
 * Its keys are the crawler's own and appear in this file only; everything else reads the English names.
 */
import { z } from 'zod'
import { sectionsOfPage } from './crawl-page.ts'

/** What the portal prints in an empty cell. */
export const NOTHING = 'Không có thông tin'

const WireSchema = z.object({
  ma_thu_tuc: z.string(),
  ten_thu_tuc: z.string(),
  so_quyet_dinh: z.string(),
  cap_thuc_hien: z.string(),
  loai_thu_tuc: z.string(),
  linh_vuc: z.string(),
  doi_tuong_thuc_hien: z.string(),
  co_quan_co_tham_quyen: z.string(),
  dia_chi_tiep_nhan: z.string(),
  co_quan_phoi_hop: z.string(),
  trinh_tu_thuc_hien: z.string(),
  cach_thuc_thuc_hien: z.string(),
  thanh_phan_ho_so: z.string(),
  can_cu_phap_ly: z.string(),
  co_quan_thuc_hien: z.string(),
  yeu_cau_dieu_kien: z.string(),
  ket_qua_xu_ly: z.string(),
  raw_text: z.string(),
})

/** A crawled record under English names; texts are NFC and otherwise as crawled. */
export type CrawledRecord = {
  code: string
  name: string
  decisionNo: string
  levels: string
  lawKind: string
  sector: string
  subjects: string
  competentAgency: string
  receptionAddress: string
  coordinating: string
  steps: string
  channels: string
  components: string
  legalBases: string
  performingAgency: string
  conditions: string
  results: string
  page: string
}

/**
 * Reads a line of the crawl (already JSON); null when a field is missing or is not text. The long sections are cut from
 * the page anew, because the crawler's fields are sometimes cut short; its fields serve where the page has no label.
 */
export function readCrawledRecord(record: unknown): CrawledRecord | null {
  const parsed = WireSchema.safeParse(record)
  if (!parsed.success) return null
  const wire = parsed.data
  const page = wire.raw_text.normalize('NFC')
  const sections = sectionsOfPage(page)
  return {
    code: wire.ma_thu_tuc.trim(),
    name: oneLine(wire.ten_thu_tuc),
    decisionNo: oneLine(wire.so_quyet_dinh),
    levels: wire.cap_thuc_hien.normalize('NFC'),
    lawKind: oneLine(wire.loai_thu_tuc),
    sector: oneLine(wire.linh_vuc),
    subjects: wire.doi_tuong_thuc_hien.normalize('NFC'),
    competentAgency: wire.co_quan_co_tham_quyen.normalize('NFC'),
    receptionAddress: wire.dia_chi_tiep_nhan.normalize('NFC'),
    coordinating: wire.co_quan_phoi_hop.normalize('NFC'),
    steps: sections.steps ?? wire.trinh_tu_thuc_hien.normalize('NFC'),
    channels: sections.channels ?? wire.cach_thuc_thuc_hien.normalize('NFC'),
    components: sections.components ?? wire.thanh_phan_ho_so.normalize('NFC'),
    legalBases: sections.legalBases ?? wire.can_cu_phap_ly.normalize('NFC'),
    performingAgency: sections.performingAgency ?? wire.co_quan_thuc_hien.normalize('NFC'),
    conditions: sections.conditions ?? wire.yeu_cau_dieu_kien.normalize('NFC'),
    results: sections.results ?? wire.ket_qua_xu_ly.normalize('NFC'),
    page,
  }
}

/** The code the page prints for itself, or null when the page has no such label. */
export function codeOnPage(page: string): string | null {
  return /Mã thủ tục\s*([1-6]\.\d{6})/.exec(page)?.[1] ?? null
}

/** A text or null: blank and "Không có thông tin" both mean that nothing is stated. */
export function stated(text: string): string | null {
  const trimmed = text.trim()
  return trimmed === '' || trimmed === NOTHING ? null : trimmed
}

/** Joins a text broken over lines: names in the crawl carry the line breaks of the file they were pasted from. */
export function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
