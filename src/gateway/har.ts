import { STATUS_CODES } from 'node:http'
import type { Exchange } from './exchange.ts'

/** An exchange as an entry of a HAR 1.2 log. What HAR has no field for is under `_assay`. */
export function harEntry(exchange: Exchange, page: string): object {
  return {
    pageref: page,
    startedDateTime: exchange.at,
    time: exchange.milliseconds,
    request: harRequest(exchange),
    response: harResponse(exchange),
    cache: {},
    timings: { send: 0, wait: exchange.milliseconds, receive: 0 },
    _assay: whatElse(exchange),
  }
}

// Sizes that nobody measured are -1, as HAR wants it.
const unmeasured = -1

function harRequest({ method, url, query, requestHeaders, requestBody }: Exchange) {
  const mimeType = headerOf(requestHeaders, 'content-type') ?? ''
  return {
    method,
    url: url.startsWith('/') ? `http://gateway.invalid${url}` : url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(Object.entries(requestHeaders)),
    queryString: pairsOf(query),
    ...(requestBody === '' ? {} : { postData: { mimeType, params: [], text: requestBody } }),
    headersSize: unmeasured,
    bodySize: Buffer.byteLength(requestBody),
  }
}

function harResponse({ status, responseHeaders, responseBody, ...rest }: Exchange) {
  const { responseBytes, responseEncoding, responseCut } = rest
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(Object.entries(responseHeaders)),
    content: {
      size: responseBytes,
      mimeType: headerOf(responseHeaders, 'content-type') ?? '',
      text: responseBody,
      ...(responseEncoding && { encoding: responseEncoding }),
      ...(responseCut && { comment: `The recording keeps ${responseBody.length} characters of it.` }),
    },
    redirectURL: headerOf(responseHeaders, 'x-upstream-location') ?? '',
    headersSize: unmeasured,
    bodySize: responseBytes,
  }
}

function whatElse(exchange: Exchange) {
  const { seq, hash, kind, during, endpoint, identity, upstream, upstreamCalls, madeBy, faults } = exchange
  return { seq, hash, kind, during, endpoint, identity, upstream, upstreamCalls, madeBy, faults }
}

function pairsOf(pairs: readonly (readonly [string, string])[]) {
  return pairs.map(([name, value]) => ({ name, value }))
}

function headerOf(headers: Readonly<Record<string, string>>, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1]
}
