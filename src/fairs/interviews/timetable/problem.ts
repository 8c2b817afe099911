/** A stretch of one recruiter's time at one desk (the booth of an enterprise); minutes on one common clock. */
export type TimetableSlot = {
  id: string;
  desk: string;
  recruiter: number;
  startMin: number;
  endMin: number;
  /** People at once: one, or a group. */
  capacity: number;
};
/** Somebody would like to talk to an enterprise. */
export type TimetableWish = {
  id: string;
  person: string;
  desk: string;
  rank: number;
  /** Where the person is meanwhile: the booth, or the remote corner of the person's own hall. */
  place: string;
  /** When the person is there; any time when absent. */
  fromMin?: number;
  untilMin?: number;
};
/** An interview that stays where it is: the person has been told. */
export type FixedInterview = { person: string; slotId: string; place: string };
export type TimetableProblem = {
  slots: readonly TimetableSlot[];
  wishes: readonly TimetableWish[];
  fixed: readonly FixedInterview[];
  /** Minutes between two places; Infinity where nobody walks. */
  walkMin(from: string, to: string): number;
};
export type Booked = { wishId: string; slotId: string };
