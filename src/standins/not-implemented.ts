/** Says loudly that the stand-in, not the API, lacks something: a gap of ours must never look like an answer of the vendor. */
export function notImplemented(method: string, path: string): Response {
  return Response.json({ standin: 'not implemented', method, path }, { status: 501 })
}
