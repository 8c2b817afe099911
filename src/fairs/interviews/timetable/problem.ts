/** A part of one recruiter's time at one booth, in minutes on a common clock. */
export type TimetableSlot = {
  id: string;
  booth: string;
  recruiter: number;
  startMin: number;
  endMin: number;
  /** People at once: one, or a group. */
  capacity: number;
};
/** A person's wish to meet an enterprise. */
export type TimetableWish = {
  id: string;
  person: string;
  booth: string;
  rank: number;
  /** The person's position during the interview: the booth, or the online corner of the own hall. */
  spot: string;
  /** Minute from which the person is there; any time if absent. */
  fromMin?: number;
  untilMin?: number;
};
/** An interview that keeps its time, because the person was notified. */
export type FixedInterview = { person: string; slotId: string; spot: string };
export type TimetableProblem = {
  slots: readonly TimetableSlot[];
  wishes: readonly TimetableWish[];
  fixed: readonly FixedInterview[];
  /** Walking minutes between two places; Infinity if impossible. */
  walkMin(from: string, to: string): number;
};
export type Booked = { wishId: string; slotId: string };
