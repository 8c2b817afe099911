/** A part of one recruiter's time at one booth. All times are in minutes since the same instant. */
export type TimetableSlot = {
  id: string;
  booth: string;
  recruiter: number;
  startMin: number;
  endMin: number;
  /** Number of people in the slot; more than one for a group interview. */
  capacity: number;
};
/** A person's wish to meet an enterprise. */
export type TimetableWish = {
  id: string;
  person: string;
  booth: string;
  rank: number;
  /**
   * Key of the person's position during the interview: the booth, or the online area of the person's hall.
   */
  spot: string;
  /** Earliest start in minutes; any time if absent. */
  fromMin?: number;
  untilMin?: number;
};
/** An interview that keeps its time, because the person was notified of it. */
export type FixedInterview = { person: string; slotId: string; spot: string };
export type TimetableProblem = {
  slots: readonly TimetableSlot[];
  wishes: readonly TimetableWish[];
  fixed: readonly FixedInterview[];
  /** Returns the walking minutes between two positions; Infinity if impossible. */
  walkMin(from: string, to: string): number;
};
export type Booked = { wishId: string; slotId: string };
