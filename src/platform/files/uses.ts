const MIB = 2 ** 20;

/** Media types that a file may have. The type is read from the content, never from a name. */
export type MediaType =
  | "video/mp4"
  | "video/x-flv"
  | "image/png"
  | "image/jpeg"
  | "image/webp"
  | "text/vtt; charset=utf-8";

type Rules = {
  mediaTypes: readonly MediaType[];
  /** Largest file. Null: only the quota limits it. */
  bytesMax: number | null;
  /** True if all files of the use together stay below the quota of recordings. */
  quota: boolean;
};

/** Each use of a file, with the types and sizes that it takes. */
export const FILE_USES = {
  film: { mediaTypes: ["video/mp4"], bytesMax: 200 * MIB, quota: false },
  recording: { mediaTypes: ["video/x-flv", "video/mp4"], bytesMax: null, quota: true },
  poster: { mediaTypes: ["image/png", "image/jpeg", "image/webp"], bytesMax: 5 * MIB, quota: false },
  captions: { mediaTypes: ["text/vtt; charset=utf-8"], bytesMax: MIB, quota: false },
} as const satisfies Record<string, Rules>;

export type FileUse = keyof typeof FILE_USES;

/** Returns the rules of a use. */
export const rulesOf = (use: FileUse): Rules => FILE_USES[use];
