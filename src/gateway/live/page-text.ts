import { compile } from 'html-to-text'

/** A page as an agent gets it: plain text, and its title where it has one. */
export interface PageText {
  readonly title: string
  readonly text: string
}

const asText = compile({
  wordwrap: false,
  baseElements: { selectors: ['main', 'article', 'body'], orderBy: 'occurrence', returnDomByDefault: true },
  // A page may be built to be slow to read.
  limits: { maxInputLength: 5 * 1024 * 1024, maxDepth: 100, maxChildNodes: 20_000, ellipsis: '…' },
  selectors: [
    ...['script', 'style', 'noscript', 'template', 'svg', 'nav', 'footer', 'iframe', 'form', 'img'].map((selector) => ({
      selector,
      format: 'skip',
    })),
    { selector: 'a', options: { ignoreHref: true } },
    // Not laid out in columns: how many columns a cell spans, the page says, and it may say a thousand million.
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { prefix: '', suffix: ' | ' } })),
    ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
})

/** `undefined` for what is no text. */
export function pageText(body: string, contentType: string, url: string): PageText | undefined {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'text/html' || type === 'application/xhtml+xml') {
    const [, title = ''] = /<title[^>]{0,200}>([^<]{0,300})/i.exec(body) ?? []
    return {
      title: asText(title).trim() || url,
      text: asText(body)
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
    }
  }
  if (!/^(text\/(plain|markdown|x-markdown|yaml|x-yaml)|application\/(json|yaml|x-yaml|[\w.-]+\+json))$/.test(type))
    return undefined
  const [, title = ''] = /^#[ \t]{1,8}(.{1,200})$/m.exec(body) ?? []
  return { title: title.trim() || url, text: body.trim() }
}
