import { words } from '#app/kernel/words.ts'

/** The boxes of people, organisations and addresses, and yes and no. */
export const partWords = words({
  vi: {
    eligibility: 'Câu hỏi điều kiện ban đầu',
    name: 'Họ và tên',
    organisationName: 'Tên tổ chức, doanh nghiệp',
    citizenId: 'Số căn cước',
    born: 'Ngày sinh',
    phone: 'Số điện thoại',
    taxCode: 'Mã số thuế',
    representative: 'Người đại diện',
    province: 'Tỉnh, thành phố',
    commune: 'Xã, phường, đặc khu',
    street: 'Số nhà, đường, thôn, tổ',
    yes: 'Có',
    no: 'Không',
  },
  en: {
    eligibility: 'Questions before filing',
    name: 'Full name',
    organisationName: 'Name of the organisation',
    citizenId: 'Citizen number',
    born: 'Date of birth',
    phone: 'Phone',
    taxCode: 'Tax code',
    representative: 'Represented by',
    province: 'Province',
    commune: 'Commune',
    street: 'House, street, hamlet',
    yes: 'Yes',
    no: 'No',
  },
})
