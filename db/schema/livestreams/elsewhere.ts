import type { Stamp } from "../foundation.ts";

/** A question of somebody here about a livestream of another node, which its home has, or will have. */
export type LivestreamSentQuestionTable = {
  id: string;
  livestreamId: string;
  city: string;
  postingId: string | null;
  text: string;
  norm: string;
  asker: Buffer;
  accountId: string | null;
  askedAt: Stamp;
  questionId: string | null;
  refusal: string | null;
};

/** A film of a copied livestream at its home: a whole one, or the part in which one posting is explained. */
export type LivestreamToldFilmTable = {
  id: string;
  livestreamId: string;
  postingId: string | null;
  startsAt: Stamp;
  lengthMs: number;
  url: string;
};
