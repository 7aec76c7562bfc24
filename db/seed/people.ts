import { Dice } from './dice.ts'

/**
 * Invented people, households and companies. Numbers lie in ranges that are given to nobody: citizen numbers 0400900…,
 * telephones 0100…, tax codes 9900….
 */

const SURNAMES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Phan',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Đinh',
  'Trương',
  'Mai',
  'Đoàn',
  'Tạ',
  'Cao',
  'Châu',
  'Thái',
  'Kiều',
  'Lương',
]
const HERS = {
  middle: [
    'Thị Kim',
    'Thị Thu',
    'Thị Ngọc',
    'Thị Hồng',
    'Thị Mỹ',
    'Thị Thanh',
    'Thị Bích',
    'Thị Diệu',
    'Thị Như',
    'Thị Hoài',
    'Thị Tuyết',
    'Thị Cẩm',
  ],
  given: [
    'An',
    'Cúc',
    'Diệp',
    'Duyên',
    'Giang',
    'Hà',
    'Hạnh',
    'Hiền',
    'Hoa',
    'Lan',
    'Liên',
    'Loan',
    'Mai',
    'Ngà',
    'Nhàn',
    'Nhung',
    'Oanh',
    'Phượng',
    'Quyên',
    'Sương',
    'Thảo',
    'Thơ',
    'Trâm',
    'Trúc',
    'Vân',
    'Xuyến',
    'Yến',
  ],
}
const HIS = {
  middle: ['Văn', 'Đình', 'Quốc', 'Hữu', 'Công', 'Thành', 'Gia', 'Ngọc', 'Trung', 'Bá', 'Viết', 'Khắc'],
  given: [
    'An',
    'Bách',
    'Bảo',
    'Bình',
    'Đạt',
    'Điền',
    'Hào',
    'Hiếu',
    'Hòa',
    'Khang',
    'Khôi',
    'Kiên',
    'Lộc',
    'Nghĩa',
    'Nhân',
    'Phát',
    'Quý',
    'Sơn',
    'Tài',
    'Tân',
    'Thiện',
    'Thịnh',
    'Toàn',
    'Tùng',
    'Vinh',
    'Vượng',
  ],
}
const VILLAGES = [
  'Thôn Bến Cát',
  'Thôn Đông Hạ',
  'Thôn Gò Mít',
  'Thôn Phú Mỹ',
  'Thôn Tân An',
  'Thôn Trung Chính',
  'Tổ dân phố 1',
  'Tổ dân phố 2',
  'Tổ dân phố 3',
  'Tổ dân phố 5',
  'Khu phố Đình',
  'Khu phố Chợ Mới',
]
const FIRMS = ['Công ty TNHH', 'Công ty cổ phần', 'Hợp tác xã', 'Doanh nghiệp tư nhân']
const TRADES = [
  'Gạo Thơm',
  'Vận tải Bình Yên',
  'Xây dựng Nền Vững',
  'May mặc Chỉ Vàng',
  'Thủy sản Sóng Xanh',
  'Nông sản Vườn Nhà',
  'Cơ khí Thép Mới',
  'Du lịch Đồi Sim',
  'Gỗ Rừng Trồng',
  'Nước mắm Cửa Lạch',
]

export interface Person {
  kind: 'CITIZEN' | 'BUSINESS'
  name: string
  idNo: string
  phone: string
  email: string
  address: string
  /** Code of the commune they live in. */
  commune: string
}

/** A full name; of a family when its surname is given. */
export function fullName(
  dice: Dice,
  sex: 'F' | 'M' = dice.chance(0.52) ? 'F' : 'M',
  surname = dice.pick(SURNAMES),
): string {
  const { middle, given } = sex === 'F' ? HERS : HIS
  const name = dice.pick(given)
  // "Thị Mai Mai" is nobody's name.
  const between = dice.pick(middle.filter(one => !one.endsWith(` ${name}`)))
  return `${surname} ${between} ${name}`
}

export const surnameOf = (name: string): string => name.split(' ')[0] ?? name
export const citizenNumber = (n: number): string => `0400900${String(n).padStart(5, '0')}`
export const phoneNumber = (dice: Dice): string => `0100${dice.digits(6)}`

/** The n-th invented citizen, living in one of the communes. */
export function citizen(n: number, communes: readonly { code: string; name: string }[]): Person {
  const dice = new Dice(`citizen ${n}`)
  const commune = dice.pick(communes)
  const name = fullName(dice)
  return {
    kind: 'CITIZEN',
    name,
    idNo: citizenNumber(n),
    phone: phoneNumber(dice),
    email: dice.chance(0.4) ? `congdan${n}@vi-du.example` : '',
    address: `${dice.pick(VILLAGES)}, ${commune.name}`,
    commune: commune.code,
  }
}

/** The n-th invented company. "Minh Họa" in its name says that there is no such company. */
export function company(n: number, communes: readonly { code: string; name: string }[]): Person {
  const dice = new Dice(`company ${n}`)
  const commune = dice.pick(communes)
  return {
    kind: 'BUSINESS',
    name: `${dice.pick(FIRMS)} ${dice.pick(TRADES)} Minh Họa ${n}`,
    idNo: `9900${String(n).padStart(6, '0')}`,
    phone: phoneNumber(dice),
    email: `vanphong${n}@minh-hoa.example`,
    address: `Số ${dice.int(1, 180)}, ${dice.pick(VILLAGES)}, ${commune.name}`,
    commune: commune.code,
  }
}
