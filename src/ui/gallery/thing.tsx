import { Button, CopyButton, LinkButton, Menu, PostButton, PrintButton } from '../button.tsx'
import { Tabs } from '../filters.tsx'
import {
  Actions,
  Badge,
  Breadcrumbs,
  Card,
  Columns,
  Facts,
  Head,
  Masked,
  More,
  Notice,
  StepList,
  Story,
  Why,
} from '../reading.tsx'
import { ClockBar, DueChip } from '../time.tsx'
import { Officer } from './frames.tsx'

export function galleryThing() {
  return (
    <Officer current="#mine">
      <Breadcrumbs items={[{ label: 'Hồ sơ của tôi', href: '#mine' }, { label: 'Chờ bổ sung' }]} />
      <Head
        title="Cấp giấy phép hoạt động dịch vụ việc làm"
        sub="H71.06-20261105-0000391 · Hợp tác xã Lam Giang · trực tuyến"
      >
        <Menu label="In">
          <a href="#m01">Giấy tiếp nhận</a>
          <a href="#m02">Phiếu yêu cầu bổ sung</a>
        </Menu>
        <Menu label="Thêm">
          <PostButton action="/note">Ghi chú</PostButton>
          <a href="#stop">Dừng xử lý</a>
        </Menu>
        <Button kind="primary" keyHint="B">
          Nhận giấy tờ bổ sung
        </Button>
      </Head>
      <Tabs
        label="Phần của hồ sơ"
        items={[
          { href: '#content', label: 'Nội dung', current: true },
          { href: '#papers', label: 'Giấy tờ', count: '4/5' },
          { href: '#fees', label: 'Phí', count: 'đã nộp' },
          { href: '#talk', label: 'Trao đổi', count: 1 },
          { href: '#result', label: 'Kết quả' },
        ]}
      />
      <Columns
        aside={
          <>
            <Card title="Hạn trả kết quả">
              <p>
                <DueChip tone="pause" text="Tạm dừng từ 17/11" />
              </p>
              <ClockBar
                parts={[
                  { kind: 'run', share: 83 },
                  { kind: 'pause', share: 6 },
                ]}
                label="Đã dùng 8 ngày 2 giờ 40 phút trong 10 ngày làm việc, đang tạm dừng"
              />
              <p className="num">
                Đã dùng <b>8 ngày 2 giờ 40 phút</b> trong 10 ngày làm việc. Nếu nhận đủ lúc này: <b>26/11/2026 09:50</b>
              </p>
              <Why
                open
                summary="Vì sao ngày này?"
                reasons={[
                  'Nhận đủ hợp lệ thứ Năm 05/11 10:40',
                  'Thời hạn 10 ngày làm việc (địa phương rút từ 15)',
                  'Trừ thứ Bảy, Chủ nhật và 24/11 (Ngày Văn hóa Việt Nam)',
                  'Dừng từ 17/11 15:20 đến nay, chờ bổ sung lần 1',
                ]}
              />
            </Card>
            <Card title="Người nộp">
              <p>
                Võ Thị Lan
                <br />
                <Masked value="0912 ••• 456" label="số điện thoại" reveal={{ action: '/reveal' }} /> · đã xác thực VNeID
              </p>
              <LinkButton href="#write">Nhắn tin</LinkButton>
            </Card>
            <Card title="Các bước">
              <StepList
                steps={[
                  { title: 'Tiếp nhận', state: 'done', text: '05/11/2026' },
                  { title: 'Thẩm định', state: 'now', text: 'chờ bổ sung' },
                  { title: 'Phê duyệt', state: 'todo' },
                  { title: 'Trả kết quả', state: 'todo' },
                ]}
              />
            </Card>
          </>
        }
      >
        <Card title="Nội dung đề nghị">
          <Facts
            items={[
              {
                label: 'Tổ chức',
                value: (
                  <>
                    Hợp tác xã Lam Giang <Badge tone="ok">khớp dữ liệu đăng ký</Badge>
                  </>
                ),
              },
              {
                label: 'Người đại diện',
                value: (
                  <>
                    Võ Thị Lan · CCCD{' '}
                    <Masked
                      value="0400••••••17"
                      label="số CCCD"
                      reveal={{ action: '/reveal', name: 'what', value: 'id' }}
                    />
                  </>
                ),
              },
              { label: 'Trụ sở', value: 'Số 12 đường Trường Thi, phường Trường Vinh' },
              { label: 'Ký quỹ', value: <span className="num">300.000.000 đ · Ngân hàng xác nhận 03/11/2026</span> },
              { label: 'Đề nghị', value: 'Cấp mới, thời hạn 60 tháng' },
            ]}
          />
        </Card>
        <Card title="Tiến trình">
          <Story
            items={[
              {
                now: true,
                text: (
                  <>
                    <b>Đang chờ người nộp bổ sung</b> bản sao hợp đồng thuê trụ sở (trang 2 mờ).
                  </>
                ),
                when: 'từ 17/11/2026 15:20 · nhắc lần cuối 20/11',
              },
              {
                text: (
                  <>
                    Trần Thu Mai <b>yêu cầu bổ sung</b> (Mẫu 02, lần 1). Đồng hồ dừng, còn 1 ngày 5 giờ 20 phút.
                  </>
                ),
                when: (
                  <>
                    17/11/2026 15:20 · <a href="#p02">phiếu 02</a>
                  </>
                ),
              },
              {
                text: (
                  <>
                    Phòng Việc làm <b>nhận thẩm định</b>, dùng 6 giờ trong 16 giờ của bước.
                  </>
                ),
                when: '16/11/2026 08:05',
                dateTime: '2026-11-16T08:05+07:00',
              },
              {
                text: (
                  <>
                    Đặng Quốc Huy <b>tiếp nhận</b>, cấp giấy hẹn trả 19/11/2026 10:40.
                  </>
                ),
                when: (
                  <>
                    05/11/2026 10:40 · <a href="#p01">giấy tiếp nhận</a> · mã QR
                  </>
                ),
              },
            ]}
          />
        </Card>
        <Notice tone="ok" live title="Đã ghi.">
          Người nộp được báo qua điện thoại.
        </Notice>
        <Notice tone="warn">Sau 15 giờ: tính từ ngày làm việc kế tiếp.</Notice>
        <Notice tone="late" title="Chưa gửi được thư xin lỗi.">
          Địa chỉ thư điện tử không nhận.
        </Notice>
        <p>
          <Badge>bản nháp</Badge> <Badge tone="warn">chờ ký</Badge> <Badge tone="late">bị trả lại</Badge>{' '}
          <Badge tone="pause">tạm dừng</Badge> <Badge tone="seal">đã công bố</Badge>{' '}
          <DueChip tone="done" text="Xong trước hạn 2 ngày" />
        </p>
        <Actions>
          <PrintButton />
          <LinkButton href="#a" big>
            Mở
          </LinkButton>
          <PostButton action="/cancel" kind="danger" confirm="Hủy hồ sơ này? Người nộp sẽ được báo.">
            Hủy hồ sơ
          </PostButton>
          <CopyButton text="H71.06-20261105-0000391">Sao chép mã</CopyButton>
        </Actions>
        <More summary="Dữ liệu gốc">
          <p>Gửi từ Cổng dịch vụ công, 05/11/2026 09:58.</p>
        </More>
      </Columns>
    </Officer>
  )
}
