/** Types of build.mjs, for tests. */
export function build(options: {
  out: string;
  root?: string;
  programs?: Record<string, string>;
}): Promise<void>;
