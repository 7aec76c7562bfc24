import type { Lang } from '#app/kernel/context.ts'
import { acceptOf, paperUploads } from '#app/kernel/files/index.ts'
import { formatNumber } from '#app/kernel/text.ts'
import { Button, Card, CheckboxGroup, FileField, Form, HiddenField, Notice, PostButton, Sub } from '#app/ui/index.ts'
import type { AskedPaper, DraftFile } from '../rules.ts'
import type { Draft } from '../views.ts'
import { draftHref, StepActions, StepFrame } from './steps.tsx'
import { guided } from './filing-words.ts'

/** '1,2 MB', '340 KB' */
export function sizeInWords(bytes: number, lang: Lang): string {
  return bytes >= 1_048_576
    ? `${formatNumber(Math.round(bytes / 104_857.6) / 10, lang)} MB`
    : `${formatNumber(Math.max(1, Math.round(bytes / 1024)), lang)} KB`
}

interface PapersProps {
  draft: Draft
  lang: Lang
  toCheck: boolean
  /** What was wrong with the last upload, and of which paper. */
  refused: { paper: string; error: string } | null
}

function Files({ draft, files, paper, lang }: { draft: Draft; files: DraftFile[]; paper: string; lang: Lang }) {
  const t = guided(lang)
  return (
    <ul className="filelist">
      {files.map(file => (
        <li key={file.sha256}>
          <span>
            {file.name} <span className="sub num">{sizeInWords(file.size, lang)}</span>
          </span>
          <PostButton
            action={`/drafts/${draft.id}/detach`}
            kind="link"
            label={`${t.removeFile} ${file.name}`}
            fields={{ paper, sha256: file.sha256 }}
          >
            {t.removeFile}
          </PostButton>
        </li>
      ))}
    </ul>
  )
}

function PaperCard({ paper, at, draft, lang, refused }: PapersProps & { paper: AskedPaper; at: number }) {
  const t = guided(lang)
  const files = draft.files.filter(file => file.paper === paper.name)
  const errors: Record<string, string> = refused?.paper === paper.name ? { file: refused.error } : {}
  return (
    <Card title={paper.name} id={`paper-${at}`}>
      <Sub>
        {paper.case && `${t.whenCase(paper.case)} · `}
        {t.copiesAsked(paper.originals, paper.copies)}
        {paper.blank && ` · ${t.blank(paper.blank)}`}
      </Sub>
      {files.length > 0 && <Files draft={draft} files={files} paper={paper.name} lang={lang} />}
      <div className="upload">
        <Form action={`/drafts/${draft.id}/upload#paper-${at}`} files prefix={`p${at}`} errors={errors} noSummary>
          <HiddenField name="paper" value={paper.name} />
          <FileField
            name="file"
            label={files.length > 0 ? t.addFile : t.chooseFile}
            accept={acceptOf(paperUploads)}
            limit="20 MB"
          />
          <Button>
            {t.upload}
            <span className="sr"> {paper.name}</span>
          </Button>
        </Form>
      </div>
    </Card>
  )
}

/** The papers: each uploaded, replaced or removed on its own, so that one bad file spoils nothing else. */
export function PapersPage(props: PapersProps) {
  const { draft, lang, toCheck, refused } = props
  const t = guided(lang)
  const { asked } = draft.answered
  const known = new Set(asked.map(paper => paper.name))
  const strays = draft.files.filter(file => !known.has(file.paper))
  return (
    <StepFrame draft={draft} step="papers" lang={lang}>
      {refused && (
        <Notice tone="late" title={refused.paper} live>
          {refused.error}
        </Notice>
      )}
      {asked.length === 0 ? <Notice>{t.prepareNone}</Notice> : <p>{t.papersIntro}</p>}
      {(draft.intake.form.cases?.length ?? 0) > 0 && <p className="sub">{t.papersByAnswers}</p>}
      {asked.map((paper, at) => (
        <PaperCard key={paper.name} {...props} paper={paper} at={at} />
      ))}
      {strays.length > 0 && (
        <Card title={t.otherPapers}>
          <p>{t.otherPapersText}</p>
          {strays.map(file => (
            <Files key={file.sha256} draft={draft} files={[file]} paper={file.paper} lang={lang} />
          ))}
        </Card>
      )}
      <Card>
        <Form action={draftHref(draft.id, 'papers')} values={{ 'onPaper[]': draft.data.onPaper ?? [] }} prefix="on">
          {toCheck && <HiddenField name="goto" value="check" />}
          {asked.length > 0 && (
            <CheckboxGroup
              name="onPaper[]"
              label={t.onPaper}
              help={t.onPaperHelp}
              required={false}
              options={asked.map(paper => ({ value: paper.name, label: paper.name }))}
            />
          )}
          <StepActions draft={draft} step="papers" lang={lang} />
        </Form>
      </Card>
    </StepFrame>
  )
}
