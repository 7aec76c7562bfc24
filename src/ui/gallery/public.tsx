import { LinkButton } from '../button.tsx'
import { Actions, Breadcrumbs, Card, Head, Notice, StepList, SummaryStrip } from '../reading.tsx'
import { type Column, DataTable, Sub } from '../table.tsx'
import { Public } from './frames.tsx'

type Paper = { name: string; when: string; count: string }
const papers: Paper[] = [
  { name: 'Giấy chứng sinh', when: 'không có: văn bản của người làm chứng, hoặc giấy cam đoan', count: '1 bản chính' },
  { name: 'Văn bản ủy quyền', when: 'chỉ khi ủy quyền; người thân không cần chứng thực', count: '1 bản chính' },
  {
    name: 'Giấy tờ tùy thân, cư trú',
    when: 'không phải nộp nếu tra được trong cơ sở dữ liệu dân cư',
    count: 'xuất trình',
  },
]
const columns: Column<Paper>[] = [
  {
    key: 'name',
    head: 'Giấy tờ',
    rowHead: true,
    cell: row => (
      <>
        {row.name}
        <Sub>{row.when}</Sub>
      </>
    ),
  },
  { key: 'count', head: 'Số lượng', align: 'right', cell: row => row.count },
]

export function galleryPublic() {
  return (
    <Public>
      <Breadcrumbs
        items={[
          { label: 'Thủ tục', href: '#all' },
          { label: 'Hộ tịch', href: '#civil' },
        ]}
      />
      <Head
        title="Đăng ký khai sinh"
        sub="Mã 1.001193 · Ủy ban nhân dân cấp xã · cập nhật theo Quyết định 163/QĐ-BTP"
      />
      <SummaryStrip
        items={[
          { value: 'Trong ngày', label: 'sau 15 giờ: ngày làm việc kế tiếp' },
          { value: '0 đ', label: 'bản sao thêm: 8.000 đ' },
          { value: '1–4 giấy tờ', label: 'tùy trường hợp' },
          { value: 'Toàn trình', label: 'nộp và nhận trực tuyến' },
        ]}
      />
      <Actions>
        <LinkButton kind="primary" big href="#apply">
          Nộp trực tuyến
        </LinkButton>
        <LinkButton big href="#where">
          Xem nơi nộp trực tiếp
        </LinkButton>
      </Actions>
      <p className="sub">9 trong 10 hồ sơ gần đây xong trong 3 giờ 40 phút.</p>
      <Card title="Giấy tờ cần có">
        <DataTable bare caption="Giấy tờ cần có" columns={columns} rows={papers} rowKey={row => row.name} />
      </Card>
      <Card title="Các bước">
        <StepList
          steps={[
            {
              title: 'Nộp hồ sơ',
              text: 'Tại Trung tâm phục vụ hành chính công xã bất kỳ trong tỉnh, trực tuyến, hoặc qua bưu chính.',
            },
            { title: 'Kiểm tra, tiếp nhận', text: 'Cấp giấy hẹn có mã QR để tự tra cứu.' },
            { title: 'Ghi sổ, ký giấy khai sinh' },
            { title: 'Nhận kết quả', text: 'Bản điện tử có chữ ký số và bản giấy.' },
          ]}
        />
      </Card>
      <Notice>
        Không hài lòng về cách giải quyết? <a href="#complain">Gửi phản ánh</a>, trả lời trong 15 ngày làm việc, kết quả
        được công khai.
      </Notice>
    </Public>
  )
}
