/** What every page loads: comfort on top of pages that work without it. Plain DOM, no framework. */
/// <reference types="vite/client" />
import '../fonts.css'
import '../motcua.css'
import { confirmations } from './confirm.ts'
import { days } from './days.ts'
import { fields } from './fields.ts'
import { forms } from './forms.ts'
import { keyboard } from './keyboard.ts'
import { poll } from './poll.ts'
import { small } from './small.ts'
import { tables } from './tables.ts'

for (const start of [small, tables, days, fields, confirmations, forms, keyboard, poll]) start()
