import { Button, LinkButton } from '../button.tsx'
import { BarChart, LineChart } from '../charts.tsx'
import { Donut, Kpi, Kpis, Meter } from '../figures.tsx'
import { Card, Columns, Head } from '../reading.tsx'
import { type Column, DataTable } from '../table.tsx'
import { Officer } from './frames.tsx'

const vi = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 })
const number = (value: number) => vi.format(value)
const rate = (value: number) => `${vi.format(value)} %`

type Reason = { step: string; unit: string; hours: string; over: number }
const reasons: Reason[] = [
  { step: 'Thẩm định giấy phép lao động', unit: 'Phòng Việc làm', hours: '21,4 / 16', over: 9 },
  { step: 'Chờ ý kiến Công an tỉnh', unit: 'liên thông', hours: '38,0 / 24', over: 6 },
  { step: 'Phê duyệt', unit: 'Lãnh đạo Sở', hours: '5,1 / 8', over: 0 },
]
const columns: Column<Reason>[] = [
  { key: 'step', head: 'Bước', rowHead: true, cell: row => row.step },
  { key: 'unit', head: 'Đơn vị', cell: row => row.unit },
  { key: 'hours', head: 'Giờ thực / giờ giao', align: 'right', cell: row => row.hours },
  {
    key: 'over',
    head: 'Hồ sơ vượt',
    align: 'right',
    cell: row => (row.over ? <a href="#over">{row.over}</a> : 0),
    foot: '15',
  },
]
const months = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11']

export function galleryHead() {
  return (
    <Officer current="#board">
      <Head title="Tháng 11, phần việc của Sở" sub="từ 15/10/2026 đến nay · số liệu lúc 09:42, mở được tới từng hồ sơ">
        <LinkButton href="#period">Kỳ: tháng 11</LinkButton>
        <Button kind="primary">Ký xác nhận tháng</Button>
      </Head>
      <Kpis>
        <Kpi
          label="Đúng và trước hạn"
          value="98,72 %"
          delta={{ text: '0,4 điểm so với tháng 10', way: 'up' }}
          spark={{ values: [97.1, 97.2, 97.15, 97.8, 98.3, 98.72], label: 'Tỷ lệ đúng hạn sáu tháng: 97,1 đến 98,7' }}
        />
        <Kpi
          label="Đã giải quyết"
          value="2.418"
          href="#resolved"
          note="trước hạn 1.902 · đúng hạn 485"
          spark={{ kind: 'bars', values: [420, 560, 468, 655, 585], label: 'Số đã giải quyết theo tuần' }}
        />
        <Kpi label="Đang quá hạn" value="2" tone="bad" note="1 chưa có thư xin lỗi" />
        <Kpi label="Phản ánh chờ trả lời" value="3" note="gần nhất: còn 2 ngày" />
      </Kpis>
      <Columns
        aside={
          <>
            <Card title="Chỉ tiêu kế hoạch 2026">
              <div>
                Đúng hạn ≥ 95 %<br />
                <b className="num">98,72 %</b> đạt
                <Meter value={98.72} target={95} label="98,72 %, mục tiêu 95 %, đạt" />
              </div>
              <div>
                Đơn vị được kiểm tra ≥ 30 %<br />
                <b className="num">27,27 %</b> 3/11, dự báo đạt 12/12
                <Meter value={27.27} target={30} label="27,27 %, mục tiêu 30 %, chưa đạt" />
              </div>
            </Card>
            <Card>
              <Donut
                title="Kênh nộp"
                sentence="Trực tuyến 1.632, trực tiếp 640, bưu chính 146 hồ sơ."
                groupLabel="Kênh"
                seriesLabel="Hồ sơ"
                groups={['Trực tuyến', 'Trực tiếp', 'Bưu chính']}
                values={[1632, 640, 146]}
                centre="2.418"
                format={number}
              />
            </Card>
          </>
        }
      >
        <Card title="Vì sao trễ">
          <DataTable bare caption="Bước vượt giờ giao" columns={columns} rows={reasons} rowKey={row => row.step} />
        </Card>
        <Card>
          <LineChart
            title="Tỷ lệ đúng hạn"
            sub="theo tháng, 2026"
            sentence="Đúng hạn của Sở tăng từ 95,2 % tháng 1 lên 98,72 % tháng 11, cả tỉnh từ 96,1 % lên 97,3 %."
            groupLabel="Tháng"
            groups={months}
            from={90}
            target={{ value: 95, label: 'mục tiêu 95 %' }}
            format={rate}
            series={[
              { label: 'Sở Nội vụ', values: [95.2, 95.9, 94.6, 96.2, 96.8, 97.1, 97.2, 97.15, 97.8, 98.3, 98.72] },
              { label: 'Cả tỉnh', values: [96.1, 96.0, 96.2, 96.3, null, 96.8, 96.9, 97.0, 97.1, 97.2, 97.3] },
            ]}
          />
        </Card>
        <Card>
          <BarChart
            stacked
            title="Hồ sơ đã giải quyết"
            sentence="Số hồ sơ giải quyết tăng từ 1.810 tháng 1 lên 2.418 tháng 11; quá hạn giảm từ 90 xuống 31."
            groupLabel="Tháng"
            groups={months}
            format={number}
            series={[
              {
                label: 'Trước hạn',
                tone: 'ok',
                values: [1200, 1100, 1350, 1400, 1500, 1580, 1610, 1700, 1750, 1840, 1902],
              },
              { label: 'Đúng hạn', tone: 'quiet', values: [520, 470, 500, 540, 520, 500, 498, 480, 490, 470, 485] },
              { label: 'Quá hạn', tone: 'late', values: [90, 80, 101, 80, 70, 62, 60, 58, 50, 40, 31] },
            ]}
          />
        </Card>
        <Card>
          <BarChart
            title="Chưa quá hạn và quá hạn"
            sentence="Ba phòng; phòng Việc làm có nhiều hồ sơ nhất."
            groupLabel="Phòng"
            groups={['Việc làm', 'Người có công', 'Công chức']}
            format={number}
            series={[
              { label: 'Trong hạn', values: [64, 38, 14] },
              { label: 'Quá hạn', values: [2, 0, 0] },
            ]}
          />
        </Card>
        <Card>
          <BarChart
            lying
            title="Hồ sơ theo đơn vị"
            sentence="Sở Nội vụ 2.418, Sở Nông nghiệp và Môi trường 1.904, phường Trường Vinh 1.120 hồ sơ."
            groupLabel="Đơn vị"
            groups={['Sở Nội vụ', 'Sở Nông nghiệp và Môi trường', 'Ủy ban nhân dân phường Trường Vinh']}
            format={number}
            target={{ value: 1500, label: 'trung bình toàn tỉnh: 1.500' }}
            series={[{ label: 'Hồ sơ', values: [2418, 1904, 1120] }]}
          />
        </Card>
      </Columns>
    </Officer>
  )
}
