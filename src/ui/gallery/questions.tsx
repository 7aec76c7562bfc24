import { Button } from '../button.tsx'
import { Form, FormActions } from '../form.tsx'
import type { PlaceLists, QuestionSection } from '../question.ts'
import { Questions } from '../questions.tsx'
import { Head } from '../reading.tsx'
import { Public } from './frames.tsx'

const yesNo = [
  { value: 'YES', label: 'Có' },
  { value: 'NO', label: 'Không' },
]
const person = [
  { key: 'name', type: 'text', label: 'Họ và tên', required: true, autoComplete: 'section-gallery name' },
  { key: 'born', type: 'partialDate', label: 'Ngày sinh', required: false },
] as const
const address = [
  { key: 'province', type: 'oneOf', label: 'Tỉnh, thành phố', required: true },
  { key: 'commune', type: 'oneOf', label: 'Xã, phường, đặc khu', required: true },
  { key: 'street', type: 'text', label: 'Số nhà, đường, thôn', required: false },
] as const

/** One question of every type, as a room would give them. */
export const everyQuestion: readonly QuestionSection[] = [
  {
    key: 'plain',
    title: 'Người yêu cầu',
    help: 'Như trên căn cước.',
    questions: [
      { key: 'name', type: 'text', label: 'Họ và tên', required: true },
      { key: 'idNo', type: 'digits', label: 'Số căn cước', required: true, help: '12 chữ số.' },
      { key: 'born', type: 'date', label: 'Ngày sinh', required: true },
      { key: 'came', type: 'partialDate', label: 'Đến ở từ', required: false, help: 'Không nhớ ngày thì ghi năm.' },
      { key: 'phone', type: 'phone', label: 'Điện thoại', required: true, autoComplete: 'tel' },
      { key: 'mail', type: 'email', label: 'Thư điện tử', required: false },
      { key: 'home', type: 'place', label: 'Nơi thường trú', required: true, questions: address },
    ],
  },
  {
    key: 'work',
    title: 'Đề nghị',
    questions: [
      { key: 'area', type: 'number', label: 'Diện tích', required: true },
      { key: 'sum', type: 'money', label: 'Số tiền', required: true },
      {
        key: 'papers',
        type: 'severalOf',
        label: 'Giấy tờ đang có',
        required: false,
        options: [
          { value: 'land', label: 'Giấy chứng nhận quyền sử dụng đất' },
          { value: 'rent', label: 'Hợp đồng thuê' },
        ],
      },
      { key: 'married', type: 'oneOf', label: 'Đã kết hôn', required: true, options: yesNo },
      {
        key: 'spouse',
        type: 'boxes',
        label: 'Vợ hoặc chồng',
        required: true,
        questions: person,
        when: { words: '“Đã kết hôn” là “Có”', rule: { match: 'ALL', tests: [] }, holds: true },
      },
      { key: 'reason', type: 'textarea', label: 'Lý do', required: true },
    ],
  },
  {
    key: 'children',
    title: 'Các con',
    when: { words: '“Đã kết hôn” là “Có”', rule: { match: 'ALL', tests: [] }, holds: true },
    questions: [{ key: 'child', type: 'rows', label: 'Người con', required: true, most: 3, questions: person }],
  },
]

const lists: PlaceLists = {
  outer: [
    { value: '99', label: 'Tỉnh Sông Lam' },
    { value: 'ELSEWHERE', label: 'Tỉnh, thành phố khác' },
  ],
  inner: () => [
    { value: '99004', label: 'Phường Trường Vinh' },
    { value: '99008', label: 'Phường Bến Thủy' },
  ],
  home: '99',
  written: 'ELSEWHERE',
  source: '/places/{}',
}

const typed = {
  'form.name': 'Nguyễn Thị Thơm',
  'form.home.province': 'ELSEWHERE',
  'form.home.commune': 'Xã Bắc Sơn, tỉnh Thử',
  'form.papers[]': ['rent'],
  'form.married': 'YES',
  'form.child.0.name': 'Lê An',
  'form.child.1.born': '9/2015',
  'form.sum': '1500000',
}
const wrong = {
  'form.born': 'Hãy điền mục này.',
  'form.spouse': 'Hãy điền mục này.',
  'form.child.1.name': 'Hãy điền mục này.',
}

export function galleryQuestions(failed: boolean) {
  return (
    <Public>
      <Head title="Tờ khai" sub="Khoảng 6 phút." />
      <Form action="/send" values={failed ? typed : {}} errors={failed ? wrong : {}} guard>
        <Questions sections={everyQuestion} name="form" places={lists} />
        <FormActions>
          <Button kind="primary" big>
            Lưu và tiếp tục
          </Button>
        </FormActions>
      </Form>
    </Public>
  )
}
