import { expect } from 'vitest'
import { ProcedureContent } from '#app/procedures/catalogue/index.ts'
import { parseCrawled } from '#app/procedures/national/crawl.ts'

/** Small records in the shape of the crawl, and how they are read. */

export const HEADER = 'Hình thức nộpThời gianPhí, lệ phíMô tả'
export const PAPER_TITLES = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng'
export const LEGAL_TITLES = 'Tên văn bản pháp lýMã văn bản'
export const NONE = 'Không có thông tin'
export const PICKER = `Từ khóa${NONE}Mô tả${NONE}Chọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Bộ ngành --Nộp hồ sơ`

type Parts = {
  code?: string
  pageCode?: string
  name?: string
  kind?: string
  levels?: string
  subjects?: string
  decision?: string
  steps?: string
  channels?: string
  papers?: string
  legal?: string
  results?: string
}

/** A small record in the crawl's own shape; the page repeats its fields the way the portal prints them. */
export function record(parts: Parts = {}): Record<string, string> {
  const code = parts.code ?? '1.000001'
  const name = parts.name ?? 'Thủ tục thử'
  const channels = HEADER + (parts.channels ?? 'Trực tiếp5 Ngày làm việcMiễn phí')
  const papers = parts.papers ?? `--${PAPER_TITLES}Đơn đề nghị1 bản chính`
  const legal = parts.legal ?? `${LEGAL_TITLES}Luật Thử nghiệm01/2020/QH14`
  const results = (parts.results ?? 'Giấy chứng nhậnMã: KQ.G15.000001') + PICKER
  const steps = parts.steps ?? 'Nộp hồ sơ.\nNhận kết quả.'
  return {
    ma_thu_tuc: code,
    ten_thu_tuc: name,
    so_quyet_dinh: parts.decision ?? '1/QĐ-BTP',
    cap_thuc_hien: parts.levels ?? 'Cấp tỉnh, Cấp xã',
    loai_thu_tuc: parts.kind ?? 'TTHC được giao luật quy định chi tiết',
    linh_vuc: 'Thử nghiệm',
    doi_tuong_thuc_hien: parts.subjects ?? 'Công dân Việt Nam',
    co_quan_co_tham_quyen: '',
    dia_chi_tiep_nhan: '',
    co_quan_phoi_hop: '',
    trinh_tu_thuc_hien: steps,
    cach_thuc_thuc_hien: channels,
    thanh_phan_ho_so: papers,
    can_cu_phap_ly: legal,
    co_quan_thuc_hien: 'Sở Tư pháp',
    yeu_cau_dieu_kien: NONE,
    ket_qua_xu_ly: results,
    raw_text: `${name}Tên thủ tục${name}Mã thủ tục${parts.pageCode ?? code}Trình Tự Thực Hiện ${steps}\nCách Thức Thực Hiện${channels}Thành phần hồ sơ${papers}Căn cứ pháp lý${legal}Cơ quan thực hiệnSở Tư phápYêu cầu, điều kiện thực hiện${NONE}Kết quả xử lý${results}`,
  }
}

export function read(parts: Parts = {}): ProcedureContent {
  const outcome = parseCrawled(record(parts))
  if (!outcome.ok) throw new Error(outcome.message)
  expect(ProcedureContent.parse(outcome.content)).toEqual(outcome.content)
  expect(outcome.warnings).toEqual(outcome.content.reviewNotes.map(note => note.code))
  return outcome.content
}

export const codesOf = (content: ProcedureContent) => content.reviewNotes.map(note => note.code)
export const firstTerm = (content: ProcedureContent) => content.channels[0]!.terms[0]!
