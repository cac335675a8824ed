/** The one file that an agent may write, as it was read out of its workspace: the only bytes that cross the border. */
export type Source =
  | { readonly kind: 'file'; readonly path: string; readonly text: string; readonly sha256: string }
  | { readonly kind: 'missing'; readonly path: string; readonly because: string }
