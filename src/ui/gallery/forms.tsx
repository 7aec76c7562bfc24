import { Button, LinkButton } from '../button.tsx'
import { CheckboxField, CheckboxGroup, RadioGroup } from '../choices.tsx'
import {
  DateField,
  DateTimeField,
  FileField,
  MoneyField,
  NumberField,
  SelectField,
  TextArea,
  TextField,
} from '../fields.tsx'
import { CheckAnswers, Confirm, FieldRow, FieldSet, Form, FormActions, HiddenField } from '../form.tsx'
import { Head } from '../reading.tsx'
import { Progress } from '../time.tsx'
import { Public } from './frames.tsx'

type State = 'fresh' | 'errors' | 'answers' | 'confirm' | 'progress'

const typed = {
  name: 'Nguyễn Thị Thơm',
  born: '1968-03-11',
  phone: '09x2',
  fee: '1500000',
  channel: 'post',
  'papers[]': ['id', 'land'],
  note: 'Xin nhận kết quả vào buổi sáng.',
}
const wrong = {
  _: 'Phiên làm việc đã quá lâu, hãy kiểm tra lại rồi gửi.',
  phone: 'Số điện thoại có 10 chữ số, bắt đầu bằng 0.',
  field: 'Chọn một lĩnh vực.',
  papers: 'Cần có giấy khai tử.',
  truth: 'Cần cam đoan trước khi gửi.',
  file: 'Tệp quá 20 MB. Hãy chọn lại tệp nhỏ hơn.',
}

function TheForm({ failed }: { failed: boolean }) {
  return (
    <Form
      action="/send"
      values={failed ? typed : {}}
      errors={failed ? wrong : {}}
      idempotencyKey="gallery-key"
      files
      guard
    >
      <HiddenField name="procedure" value="1.001193" />
      <FieldSet legend="Người nộp" help="Như trên căn cước.">
        <TextField name="name" label="Họ và tên" autoComplete="name" />
        <FieldRow>
          <DateField name="born" label="Ngày sinh" />
          <TextField name="phone" label="Điện thoại" type="tel" autoComplete="tel" help="Để báo khi có kết quả." />
        </FieldRow>
        <TextField name="email" label="Thư điện tử" type="email" required={false} />
      </FieldSet>
      <FieldSet legend="Đề nghị">
        <SelectField
          name="field"
          label="Lĩnh vực"
          options={[
            { value: 'merit', label: 'Người có công', group: 'Nội vụ' },
            { value: 'jobs', label: 'Việc làm', group: 'Nội vụ' },
            { value: 'land', label: 'Đất đai', group: 'Nông nghiệp và Môi trường' },
          ]}
        />
        <RadioGroup
          name="channel"
          label="Nhận kết quả"
          options={[
            { value: 'desk', label: 'Tại nơi nộp' },
            { value: 'post', label: 'Qua bưu chính', help: 'Cước 30.000 đ trả khi nhận.' },
            { value: 'online', label: 'Trực tuyến' },
          ]}
        />
        <RadioGroup
          name="urgent"
          label="Cần gấp"
          inline
          required={false}
          options={[
            { value: 'yes', label: 'Có' },
            { value: 'no', label: 'Không' },
          ]}
        />
        <CheckboxGroup
          name="papers[]"
          label="Giấy tờ mang theo"
          help="Đánh dấu những gì đang có."
          options={[
            { value: 'id', label: 'Căn cước' },
            { value: 'death', label: 'Giấy khai tử' },
            { value: 'land', label: 'Giấy chứng nhận quyền sử dụng đất', disabled: true },
          ]}
        />
        <MoneyField name="fee" label="Số tiền đề nghị" />
        <NumberField name="months" label="Số tháng" unit="tháng" help="Từ 1 đến 12." />
        <DateTimeField name="visit" label="Hẹn đến" required={false} />
        <TextArea name="note" label="Điều muốn nói thêm" required={false} />
        <FileField name="file" label="Bản chụp giấy tờ" accept=".pdf,.jpg,.png" limit="20 MB" multiple />
        <TextField name="locked" label="Mã thủ tục" value="1.001193" disabled width={16} />
      </FieldSet>
      <CheckboxField name="truth" label="Tôi cam đoan những điều trên là đúng." />
      <FormActions>
        <Button kind="primary" big>
          Xem lại trước khi gửi
        </Button>
        <LinkButton big href="#back">
          Thôi
        </LinkButton>
      </FormActions>
    </Form>
  )
}

export function galleryForms(state: State) {
  return (
    <Public>
      {state === 'fresh' || state === 'errors' ? (
        <>
          <Head title="Hỗ trợ chi phí mai táng" sub="Khoảng 5 phút. Có thể dừng và làm tiếp." />
          <TheForm failed={state === 'errors'} />
        </>
      ) : state === 'answers' ? (
        <>
          <Head title="Kiểm tra lại trước khi gửi" />
          <CheckAnswers
            title="Người nộp"
            answers={[
              { label: 'Họ và tên', value: 'Nguyễn Thị Thơm', changeHref: '#name' },
              { label: 'Ngày sinh', value: '11/03/1968', changeHref: '#born' },
              { label: 'Thư điện tử', value: '', changeHref: '#email' },
              { label: 'Mã thủ tục', value: '1.001193' },
            ]}
          />
          <Form action="/send">
            <FormActions>
              <Button kind="primary" big>
                Gửi hồ sơ
              </Button>
            </FormActions>
          </Form>
        </>
      ) : state === 'confirm' ? (
        <Confirm
          title="Thu hồi quyết định công bố này?"
          action="/withdraw"
          confirmLabel="Thu hồi"
          cancelHref="#back"
          danger
          fields={{ id: 12 }}
        >
          <p>
            Thủ tục sẽ không còn trên cổng. 3 hồ sơ đang làm vẫn theo bản cũ. Việc này được ghi lại và không xóa được.
          </p>
        </Confirm>
      ) : (
        <>
          <Head title="Đang nhập danh sách" />
          <Progress
            label="Nhập 7.599 thủ tục"
            value={1240}
            max={7599}
            note="1.240 trong 7.599 dòng"
            href="#"
            every={600}
          />
        </>
      )}
    </Public>
  )
}
