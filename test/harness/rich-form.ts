import type { Ctx } from '#app/kernel/context.ts'
import type { FormDefinition } from '#app/procedures/forms/definition.ts'
import { publishForm, saveForm } from '#app/procedures/forms/service.ts'

/** Registering residence, asked by a form with everything a form can have. */
export const RESIDENCE = '1.004222'

const both = (vi: string) => ({ vi, en: `${vi} (en)` })
const when = (field: string, is: 'EQUALS' | 'AT_LEAST' | 'FILLED', value?: string) => ({
  match: 'ALL' as const,
  tests: [{ field, is, value }],
})
const option = (value: string, label: string) => ({ value, label: both(label) })

export const richForm: FormDefinition = {
  eligibility: [
    {
      key: 'hasHome',
      question: both('Bạn đã có chỗ ở hợp pháp tại tỉnh này chưa?'),
      help: both('Nhà của mình, nhà thuê, mượn, ở nhờ đều được.'),
      stopOn: 'NO',
      words: both('Chưa có chỗ ở hợp pháp thì chưa đăng ký thường trú được. Hãy đăng ký tạm trú tại công an phường.'),
    },
    {
      key: 'isBanned',
      question: both('Bạn có đang bị cấm đi khỏi nơi cư trú không?'),
      stopOn: 'YES',
      words: both('Người đang bị cấm đi khỏi nơi cư trú phải chờ hết thời hạn.'),
    },
  ],
  sections: [
    {
      key: 'about',
      title: both('Người đăng ký'),
      fields: [
        { key: 'registrant', label: both('Người đăng ký'), type: 'person', required: true },
        { key: 'before', label: both('Nơi thường trú trước đây'), type: 'address', required: true },
        { key: 'since', label: both('Ở đây từ'), type: 'partialDate', required: false },
        {
          key: 'housing',
          label: both('Chỗ ở hiện nay'),
          type: 'select',
          required: true,
          options: [
            option('OWN', 'Nhà của mình'),
            option('RENT', 'Thuê, mượn, ở nhờ'),
            option('CARE', 'Cơ sở trợ giúp'),
          ],
        },
      ],
    },
    {
      key: 'renting',
      title: both('Chỗ ở thuê, mượn'),
      when: when('housing', 'EQUALS', 'RENT'),
      fields: [
        { key: 'landlord', label: both('Chủ nhà'), type: 'person', required: true },
        { key: 'area', label: both('Diện tích'), type: 'number', required: true },
        { key: 'rent', label: both('Tiền thuê mỗi tháng'), type: 'money', required: false },
      ],
    },
    {
      key: 'family',
      title: both('Cùng đăng ký'),
      fields: [
        { key: 'withFamily', label: both('Có người cùng đăng ký'), type: 'yesNo', required: true },
        {
          key: 'member',
          label: both('Người cùng đăng ký'),
          type: 'group',
          required: true,
          maxRows: 4,
          when: when('withFamily', 'EQUALS', 'YES'),
          fields: [
            { key: 'memberName', label: both('Tên'), type: 'text', required: true },
            { key: 'carer', label: both('Người giám hộ'), type: 'person', required: false },
            { key: 'memberBorn', label: both('Sinh'), type: 'partialDate', required: true },
            {
              key: 'school',
              label: both('Trường đang học'),
              type: 'text',
              required: false,
              when: when('memberBorn', 'AT_LEAST', '2008'),
            },
          ],
        },
        {
          key: 'wishes',
          label: both('Đề nghị thêm'),
          type: 'severalOf',
          required: false,
          options: [option('CARD', 'Cấp lại căn cước'), option('NOTE', 'Nhận thông báo số định danh')],
        },
      ],
    },
  ],
  cases: [
    { case: 'Chỗ ở thuộc quyền sở hữu của mình', when: when('housing', 'EQUALS', 'OWN') },
    { case: 'Chỗ ở thuê, mượn, ở nhờ', when: when('housing', 'EQUALS', 'RENT') },
    { case: 'Người được chăm sóc tại cơ sở trợ giúp', when: when('housing', 'EQUALS', 'CARE') },
  ],
}

export const RENTED_PAPER = 'Hợp đồng thuê, mượn, ở nhờ'
export const OWN_PAPER = 'Thông tin chứng minh chỗ ở hợp pháp'

/** Publishes a form for registering residence from the day of `ctx` on. */
export async function publishRichForm(ctx: Ctx, effectiveFrom: string, definition = richForm): Promise<void> {
  await saveForm(ctx, { procedureCode: RESIDENCE, definition })
  await publishForm(ctx, { procedureCode: RESIDENCE, effectiveFrom })
}

/** What a browser sends of it, all in order, of somebody who rents and brings two people. */
export const richAnswers = {
  'form.registrant.name': 'Võ Thị Lan',
  'form.registrant.citizenId': '040090000017',
  'form.registrant.born': '9/1987',
  'form.registrant.phone': '0912345678',
  'form.before.province': '',
  'form.before.commune': '99004',
  'form.before.street': 'Số 12 đường Lam Thành',
  'form.since': '2019',
  'form.housing': 'RENT',
  'form.landlord.name': 'Lê Văn Bưởi',
  'form.landlord.citizenId': '040091000025',
  'form.area': '42,5',
  'form.rent': '1.500.000',
  'form.withFamily': 'YES',
  'form.member.0.memberName': 'Lê An',
  'form.member.0.carer.name': 'Lê Thị Chanh',
  'form.member.0.carer.citizenId': '040091000033',
  'form.member.0.memberBorn': '5/9/2015',
  'form.member.0.school': 'Tiểu học Bến Thủy',
  'form.member.1.memberName': 'Lê Bình',
  'form.member.1.memberBorn': '1990',
  'form.member.1.school': 'không hỏi người lớn',
  'form.wishes[]': ['CARD', 'NOTE'],
}
