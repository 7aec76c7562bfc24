import type { House } from '#app/kernel/http/house.ts'
import { intakeDoors } from './intake-doors.tsx'
import { pickDoors } from './pick.tsx'
import { receiptDoors } from './receipt-doors.tsx'
import { returnDoors } from './return-doors.tsx'

/** The counter: choose a procedure, receive, give the receipt; hand over by code. */
export function counterDoors(house: House): void {
  for (const doors of [pickDoors, intakeDoors, receiptDoors, returnDoors]) doors(house)
}
