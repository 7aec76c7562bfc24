import { Button, LinkButton, Menu } from '../button.tsx'
import { SelectField, TextField } from '../fields.tsx'
import { FilterBar, FilterChips, Tabs } from '../filters.tsx'
import { Empty, Head } from '../reading.tsx'
import { BulkBar, Code, type Column, DataTable, Pager, Sub } from '../table.tsx'
import { DueChip, type DueTone } from '../time.tsx'
import { Officer } from './frames.tsx'

type Row = {
  code: string
  channel: string
  who: string
  id?: string
  procedure: string
  via?: string
  step: string
  stepNote?: string
  tone: DueTone
  due: string
  at: string
}

const rows: Row[] = [
  {
    code: 'H71.06-20261112-0000418',
    channel: 'Trực tuyến',
    who: 'Công ty TNHH May Bến Thủy',
    id: 'MST 29•••••412',
    procedure: 'Cấp giấy phép lao động cho người lao động nước ngoài',
    step: 'Thẩm định',
    stepNote: 'còn 2 giờ của bước',
    tone: 'late',
    due: 'Quá hạn 3 giờ',
    at: '23/11/2026 09:30 · chưa có thư xin lỗi',
  },
  {
    code: 'H71.06-20261118-0000433',
    channel: 'Trực tiếp',
    who: 'Lê Văn Hậu',
    id: 'CCCD 0400••••••82',
    procedure: 'Đăng ký nội quy lao động',
    step: 'Thẩm định',
    tone: 'soon',
    due: 'Còn 4 giờ',
    at: '25/11/2026 08:30 · 24/11 nghỉ lễ',
  },
  {
    code: 'H71.06-20261119-0000437',
    channel: 'Bưu chính',
    who: 'Nguyễn Thị Thơm',
    procedure: 'Giải quyết chế độ trợ cấp thờ cúng liệt sĩ',
    via: 'liên thông: từ UBND xã Nam Đàn lên Sở',
    step: 'Thẩm định',
    tone: 'ok',
    due: 'Còn 5 ngày',
    at: '02/12/2026 14:00',
  },
  {
    code: 'H71.06-20261105-0000391',
    channel: 'Trực tuyến',
    who: 'Hợp tác xã Lam Giang',
    procedure: 'Cấp giấy phép hoạt động dịch vụ việc làm',
    step: 'Chờ bổ sung',
    stepNote: 'từ 17/11, lần 1',
    tone: 'pause',
    due: 'Tạm dừng',
    at: 'còn 1 ngày 5 giờ khi chạy lại',
  },
  {
    code: 'H71.06-20261120-0000440',
    channel: 'Trực tiếp',
    who: 'Phan Đình Sơn',
    procedure: 'Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội',
    step: 'Thẩm định',
    tone: 'ok',
    due: 'Còn 3 ngày',
    at: '30/11/2026 10:15',
  },
]

const columns: Column<Row>[] = [
  {
    key: 'code',
    head: 'Mã hồ sơ',
    sort: 'code',
    rowHead: true,
    cell: row => (
      <>
        <Code href={`#${row.code}`}>{row.code}</Code>
        <Sub>{row.channel}</Sub>
      </>
    ),
  },
  {
    key: 'who',
    head: 'Người nộp',
    cell: row => (
      <>
        {row.who}
        {row.id && <Sub>{row.id}</Sub>}
      </>
    ),
  },
  {
    key: 'procedure',
    head: 'Thủ tục',
    cell: row => (
      <>
        {row.procedure}
        {row.via && <Sub>{row.via}</Sub>}
      </>
    ),
  },
  {
    key: 'step',
    head: 'Bước đang làm',
    cell: row => (
      <>
        {row.step}
        {row.stepNote && <Sub>{row.stepNote}</Sub>}
      </>
    ),
  },
  { key: 'due', head: 'Hạn trả', sort: 'due', cell: row => <DueChip tone={row.tone} text={row.due} sub={row.at} /> },
]

export function galleryLists({ empty = false }: { empty?: boolean } = {}) {
  return (
    <Officer current="#mine">
      <Head title="Hồ sơ của tôi" sub="2 hồ sơ cần xong trong hôm nay · thứ Hai, 23/11/2026, 14:30">
        <Menu label="Xuất">
          <a href="#xlsx">Excel</a>
          <a href="#csv">CSV</a>
        </Menu>
        <LinkButton kind="primary" href="#new" keyHint="N">
          Tiếp nhận hồ sơ
        </LinkButton>
      </Head>
      <Tabs
        label="Nhóm hồ sơ"
        items={[
          { href: '#t1', label: 'Đang xử lý', count: 14, current: true },
          { href: '#t2', label: 'Sắp đến hạn', count: 4, hot: true },
          { href: '#t3', label: 'Quá hạn', count: 1, hot: true },
          { href: '#t4', label: 'Chờ bổ sung', count: 3 },
          { href: '#t5', label: 'Chờ ý kiến cơ quan khác', count: 2 },
          { href: '#t6', label: 'Chờ trả', count: 3 },
        ]}
      />
      <FilterBar action="#" values={{ field: 'jobs' }} keep={{ tab: 't1' }} clearHref="#clear">
        <TextField name="q" label="Tìm trong danh sách" type="search" placeholder="Tên, mã hồ sơ" />
        <SelectField
          name="field"
          label="Lĩnh vực"
          blank="Tất cả"
          options={[
            { value: 'jobs', label: 'Việc làm' },
            { value: 'merit', label: 'Người có công' },
          ]}
        />
        <SelectField
          name="channel"
          label="Kênh"
          blank="Tất cả"
          options={[
            { value: 'online', label: 'Trực tuyến' },
            { value: 'desk', label: 'Trực tiếp' },
          ]}
        />
      </FilterBar>
      <FilterChips
        items={[
          { label: 'Lĩnh vực: Việc làm', removeHref: '#x1' },
          { label: 'Bước: Thẩm định', removeHref: '#x2' },
        ]}
      />
      <DataTable
        caption="Hồ sơ đang xử lý"
        columns={columns}
        rows={empty ? [] : rows}
        rowKey={row => row.code}
        rowTone={row => (row.tone === 'late' ? 'late' : undefined)}
        select={{
          formId: 'bulk',
          label: row => row.code,
          selected: row => row.code.endsWith('433') || row.code.endsWith('437'),
        }}
        sort={{ by: 'due', direction: 'up', href: (by, direction) => `#sort=${by}.${direction}` }}
        empty={
          <Empty title="Không còn hồ sơ nào đang chờ">
            <p>Hồ sơ mới đến sẽ hiện ở đây.</p>
            <LinkButton href="#all">Xem cả phòng</LinkButton>
          </Empty>
        }
      />
      {!empty && (
        <>
          <Pager text="1–5 trong 14 hồ sơ" firstHref="#first" nextHref="#next" />
          <BulkBar
            formId="bulk"
            counted="{n} hồ sơ được chọn"
            note="2 chuyển được sang Phê duyệt"
            actions={[
              { label: 'Chuyển bước', action: '/bulk/move', keyHint: 'C' },
              { label: 'Giao cho…', action: '/bulk/assign' },
              { label: 'In phiếu kiểm soát', action: '/bulk/print', confirm: 'In phiếu cho các hồ sơ đã chọn?' },
            ]}
          />
        </>
      )}
      {empty && <Button disabled>Chuyển bước</Button>}
    </Officer>
  )
}
