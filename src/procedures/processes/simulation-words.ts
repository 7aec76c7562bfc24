import { words } from '#app/kernel/words.ts'

/** Words of the simulation: filed then, due then, with these steps. */
export const simulationWords = words({
  vi: {
    simulation: 'Tính thử',
    simulationLead: 'Nếu nộp vào lúc này thì hẹn trả khi nào và từng bước làm lúc nào.',
    simulationAt: 'Nộp lúc',
    simulate: 'Tính',
    simulated: (at: string, due: string) => `Nộp ${at}, hẹn trả ${due}.`,
    simulatedNoLimit: (at: string) => `Nộp ${at}. Thủ tục chưa có thời hạn đọc được nên không tính được hẹn trả.`,
    spare: (end: string, time: string) => `Các bước xong lúc ${end}, còn dư ${time}.`,
    tooLate: (end: string, time: string) => `Các bước xong lúc ${end}, trễ ${time} so với hẹn trả.`,
    begins: 'Bắt đầu',
    ends: 'Xong',
    otherAnswer: 'trường hợp khác',
    badInstant: 'Không tính được cho thời điểm này.',
  },
  en: {
    simulation: 'Simulation',
    simulationLead: 'Filed at this instant, when would it be due, and when would each step be done.',
    simulationAt: 'Filed at',
    simulate: 'Simulate',
    simulated: (at: string, due: string) => `Filed ${at}, it would be due ${due}.`,
    simulatedNoLimit: (at: string) => `Filed ${at}. Without a readable limit nothing can be promised.`,
    spare: (end: string, time: string) => `The steps end ${end}, with ${time} to spare.`,
    tooLate: (end: string, time: string) => `The steps end ${end}, ${time} after it is due.`,
    begins: 'Begins',
    ends: 'Ends',
    otherAnswer: 'another answer',
    badInstant: 'This instant cannot be simulated.',
  },
})
