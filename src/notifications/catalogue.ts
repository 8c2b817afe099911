import type { Channel, NoticeDeclaration, NoticeKind, NoticeParams, NoticeSource } from "./declare.ts";

/** All kinds of notice of the program, with their sources, channels and titles. */
export type NoticeCatalogue = {
  kinds: readonly NoticeKind[];
  sources: readonly NoticeSource[];
  channelsOf(kind: string): readonly Channel[];
  titleOf(params: NoticeParams): string;
};

/**
 * Combines the notices of all capabilities. Throws if two capabilities declare the same kind of notice, or
 * make notices from changes of the same record kind.
 */
export function noticeCatalogue(
  sources: readonly NoticeSource[],
  titleOf: NoticeCatalogue["titleOf"],
): NoticeCatalogue {
  const declared = new Map<string, NoticeDeclaration>();
  const records = new Set<string>();
  for (const { kinds, from = {} } of sources) {
    for (const [kind, declaration] of Object.entries(kinds)) {
      if (declared.has(kind)) throw new Error(`two declarations of the notice ${kind}`);
      declared.set(kind, declaration);
    }
    for (const record of Object.keys(from)) {
      if (records.has(record)) throw new Error(`two capabilities make notices from ${record}`);
      records.add(record);
    }
  }
  return {
    kinds: [...declared.keys()] as NoticeKind[],
    sources,
    channelsOf(kind) {
      const declaration = declared.get(kind);
      if (!declaration) throw new Error(`no declaration of the notice ${kind}`);
      return declaration.channels;
    },
    titleOf,
  };
}
