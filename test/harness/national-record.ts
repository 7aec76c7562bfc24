/** Records in the structure of the national service, made up: two cases, two channels, several fees to a time. */
export const nationalRecord = (more: Record<string, unknown> = {}) => ({
  ID: '4711',
  MATTHC: '1.990001',
  TENTTHC: 'Cấp giấy thử nghiệm',
  LOAITTHC: '1',
  TRANGTHAI: '1',
  CAPTHUCHIEN: [{ CAPTHUCHIEN: '1', TENCAP: 'Cấp Tỉnh' }, { CAPTHUCHIEN: '3' }],
  LINHVUCTHUCHIEN: [{ MALINHVUC: 'G15-1', TENLINHVUC: 'Thử nghiệm' }],
  COQUANTHUCHIEN: [{ MADONVI: 'H99.01', TENDONVI: 'Sở Thử nghiệm' }],
  COQUANCOTHAMQUYEN: 'Sở Thử nghiệm',
  KETQUATHUCHIEN: [{ MAKETQUA: 'KQ.G15.000001', TENKETQUA: 'Giấy thử nghiệm' }],
  TRINHTUTHUCHIEN: [
    { TRUONGHOP: 'Cấp mới', TRINHTU: [{ TENTRINHTU: 'Nộp hồ sơ' }, { TENTRINHTU: 'Nhận kết quả' }] },
    { TRUONGHOP: 'Cấp lại', TRINHTU: { TENTRINHTU: 'Nộp lại' } },
  ],
  CACHTHUCTHUCHIEN: [
    {
      KENH: '1',
      THOIGIAN: [
        {
          THOIGIANGIAIQUYET: '3',
          DONVITINH: 'Ngày làm việc',
          MOTA: 'Cấp mới',
          PHILEPHI: [
            { MAPHILEPHI: 'P1', SOTIEN: '20000', DONVI: 'VNĐ', MOTA: 'Lệ phí cấp mới' },
            { MAPHILEPHI: 'P2', SOTIEN: 0, DONVI: 'VNĐ', MOTA: '' },
          ],
        },
        { THOIGIANGIAIQUYET: 5, DONVITINH: 'ngày', MOTA: 'Cấp lại', PHILEPHI: [] },
      ],
    },
    { KENH: 2, THOIGIAN: [{ THOIGIANGIAIQUYET: '2', DONVITINH: 'Ngày làm việc', PHILEPHI: null }] },
  ],
  THANHPHANHOSO: [
    {
      TRUONGHOP: '',
      GIAYTO: [
        { MAGIAYTO: 'G1', TENGIAYTO: 'Tờ khai', SOBANCHINH: '1', SOBANSAO: '0', TENMAUDON: 'Mẫu số 01', URL: 'x' },
        { MAGIAYTO: 'G2', TENGIAYTO: 'Bản sao bằng', SOBANCHINH: 0, SOBANSAO: 2 },
      ],
    },
  ],
  DOITUONGTHUCHIEN: [
    { TENDOITUONG: 'Công dân Việt Nam' },
    { TENDOITUONG: 'Tổ chức (không bao gồm doanh nghiệp, HTX)' },
  ],
  CANCUPHAPLY: [{ SOVANBAN: '1/2026/NĐ-CP', TENVANBAN: 'Nghị định thử' }],
  YEUCAU: 'Đủ 18 tuổi',
  IDQUYETDINHCONGBO: '815',
  ...more,
})
