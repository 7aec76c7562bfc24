import type { ReactNode } from 'react'
import { type NavGroup, OfficerFrame, PublicFrame } from '../frame.tsx'

const nav = (current: string): NavGroup[] => {
  const link = (href: string, label: string, count?: number, hot?: boolean) => ({
    href,
    label,
    count,
    hot,
    current: href === current,
  })
  return [
    {
      heading: 'Một cửa',
      items: [
        link('#in', 'Tiếp nhận', 6),
        link('#mine', 'Hồ sơ của tôi', 23),
        link('#all', 'Cả phòng', 118),
        link('#late', 'Quá hạn', 2, true),
        link('#out', 'Trả kết quả', 9),
      ],
    },
    { heading: 'Tiếng dân', items: [link('#feedback', 'Phản ánh, kiến nghị', 3), link('#satisfaction', 'Hài lòng')] },
    { heading: 'Thủ tục', items: [link('#catalogue', 'Danh mục'), link('#processes', 'Quy trình')] },
    { heading: 'Số liệu', items: [link('#board', 'Bảng điều hành'), link('#reports', 'Báo cáo', 0, true)] },
    { heading: 'Cải cách', items: [link('#plan', 'Kế hoạch 2026')] },
  ]
}

export function Officer({ current, children }: { current: string; children: ReactNode }) {
  return (
    <OfficerFrame
      where="Trung tâm Phục vụ hành chính công tỉnh Sông Lam"
      user={{ name: 'Trần Thu Mai', role: 'Chuyên viên một cửa', href: '#account', signOutAction: '/sign-out' }}
      nav={nav(current)}
      search={{
        action: '#',
        label: 'Tìm hồ sơ, thủ tục, người nộp',
        placeholder: 'Tìm mã hồ sơ, tên không dấu, số điện thoại…  ( / )',
      }}
      switchLangHref="?lang=en"
      demo
    >
      {children}
    </OfficerFrame>
  )
}

export function Public({ children }: { children: ReactNode }) {
  return (
    <PublicFrame
      province="tỉnh Sông Lam"
      links={[
        { href: '#procedures', label: 'Thủ tục', current: true },
        { href: '#track', label: 'Tra cứu hồ sơ' },
        { href: '#feedback', label: 'Phản ánh' },
      ]}
      signInHref="#sign-in"
      switchLangHref="?lang=en"
      demo
      footer={<p>Trung tâm Phục vụ hành chính công tỉnh Sông Lam</p>}
    >
      {children}
    </PublicFrame>
  )
}
