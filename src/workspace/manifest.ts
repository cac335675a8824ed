/** One difference between the files that we own in a workspace and what was found after the agent stopped. */
export interface ManifestChange {
  readonly path: string
  readonly change: 'added' | 'removed' | 'content' | 'mode' | 'link-target' | 'type'
}
