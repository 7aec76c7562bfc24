import { lang, on, within } from './dom.ts'

/** Asks the button's own question before its form goes; Esc and "Thôi" leave everything as it was. */
export function confirmations(): void {
  on(
    'click',
    event => {
      const button = within(event, '[data-confirm]')
      if (!button || button.dataset.asked) return
      event.preventDefault()
      event.stopPropagation()
      const dialog = document.createElement('dialog')
      const question = document.createElement('p')
      question.id = 'ask'
      question.textContent = button.dataset.confirm ?? ''
      const actions = document.createElement('div')
      actions.className = 'acts'
      const say = (text: string, look: string, act?: () => void) => {
        const choice = document.createElement('button')
        choice.className = look
        choice.textContent = text
        choice.addEventListener('click', () => {
          dialog.close()
          act?.()
        })
        actions.append(choice)
      }
      const label =
        [...button.childNodes].find(node => node.nodeType === Node.TEXT_NODE)?.textContent ?? button.textContent
      say(label, button.classList.contains('danger') ? 'btn danger' : 'btn pri', () => {
        button.dataset.asked = '1'
        button.click()
        delete button.dataset.asked
      })
      say(lang === 'vi' ? 'Thôi' : 'Cancel', 'btn')
      dialog.setAttribute('aria-labelledby', 'ask')
      dialog.append(question, actions)
      dialog.addEventListener('close', () => dialog.remove())
      document.body.append(dialog)
      dialog.showModal()
    },
    true,
  )
}
