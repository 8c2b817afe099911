/** Matches a call that opens a transaction, also that of a single statement. */
export const OPENS_TRANSACTION = /\b(?:inTransaction|inOneStatement)\(|\.transaction\(\)/;

/** Matches a call that opens a transaction itself or through a helper. */
const WRITES =
  /\b(?:inTransaction|inOneStatement|change(?:Posting|Fair|Registration|Standing|Livestream|Pin|Claim|Question))\(|\.transaction\(\)/;
const EXPORTED = /^export (?:async )?(?:function (\w+)|const (\w+) = (?:async )?\()/gm;
const GUARD =
  /\brequire[A-Z]\w*\(|\bisOfficerOf\(|\bisMemberOf\(|\bdecides\(|\borNotFound\(|\b(?:own|open)Booth\(/;
const AUDIT = /\brecordAudits?\(|\baudits?From\(|\bemitAudited\(|\brecord[A-Z]\w*\(/;

/** Returns the names of the file's exported functions that open a transaction. */
export const verbsOf = Object.assign(
  (text: string): string[] => {
    const parts = [...text.matchAll(EXPORTED)];
    return parts.flatMap((part, i) => {
      const body = text.slice(part.index + part[0].length, parts[i + 1]?.index);
      return WRITES.test(body) ? [part[1] ?? part[2] ?? ""] : [];
    });
  },
  {
    /**
     * Returns true if the file may export writing functions: files of capabilities, except stores and routes.
     */
    applies: (path: string): boolean =>
      /^src\/(?!web\/|platform\/)[^/]+\/.+\.ts$/.test(path) && !/(^|\/)store(\.ts|\/)|routes\.ts$/.test(path),
    guards: (text: string): boolean => GUARD.test(text),
    audits: (text: string): boolean => AUDIT.test(text),
  },
);

const TASK = "runs as background work without a caller";
const CALLER = "its callers have checked the rights";
const SIGN_IN = "is open to everybody by design";

/** Files that open a transaction without checking the caller's rights, each with the reason. */
export const WITHOUT_GUARD: Record<string, string> = {
  "src/fairs/board/upkeep.ts": TASK,
  "src/fairs/booth-desk/follow-ups/upkeep.ts": TASK,
  "src/fairs/check-in/record-scan.ts": CALLER,
  "src/fairs/interviews/plan-interviews.ts": TASK,
  "src/fairs/interviews/upkeep.ts": TASK,
  "src/fairs/placement/promote-waiting.ts": TASK,
  "src/fairs/tickets/remote/tell-tickets.ts": TASK,
  "src/fairs/tickets/upkeep.ts": TASK,
  "src/identity/sign-in/request-code.ts": SIGN_IN,
  "src/identity/sign-in/sign-in-links.ts": SIGN_IN,
  "src/identity/sign-in/sign-in.ts": SIGN_IN,
  "src/imports/running/run-import.ts": TASK,
  "src/imports/running/turns.ts": TASK,
  "src/livestreams/audience/figures/tend-audience.ts": TASK,
  "src/livestreams/programme/tend-pins.ts": TASK,
  "src/livestreams/reservations/tend-reservations.ts": TASK,
  "src/notifications/delivery/deliver-notices.ts": TASK,
  "src/notifications/mail/deliver-mail.ts": TASK,
  "src/notifications/mail/unsubscribe.ts": "the link's token is the right: a forged one throws NOT_FOUND",
  "src/notifications/notify.ts": CALLER,
  "src/postings/review/complaints/report-posting.ts": "is open to everybody who may read the posting",
  "src/postings/reading/wording/again/read-again.ts": TASK,
  "src/saved-searches/find-new-matches.ts": TASK,
  "src/saved-searches/write-letters.ts": TASK,
};

const DERIVED = "stores what is derived from audited rows";
const STEP = "calls a step that writes the audit row";
const SENT = "passes on notices; the acts behind them are audited";

/** Files that open a transaction without writing an audit row, each with the reason. */
export const WITHOUT_AUDIT: Record<string, string> = {
  "src/applications/remote/receive-application.ts": STEP,
  "src/candidates/cards/delete-over.ts": "deletes what the end of an audited consent has hidden",
  "src/fairs/board/upkeep.ts": DERIVED,
  "src/postings/reading/wording/again/read-again.ts": DERIVED,
  "src/fairs/booth-desk/follow-ups/upkeep.ts": "asks questions about audited starts; the answers are audited",
  "src/fairs/booth-desk/remote/receive-scan.ts": STEP,
  "src/fairs/booth-desk/visits/scan-at-booth.ts": STEP,
  "src/fairs/interviews/queue/add-walk-in.ts": STEP,
  "src/fairs/interviews/queue/join-queue.ts": STEP,
  "src/fairs/interviews/remote/receive-act.ts": STEP,
  "src/fairs/interviews/remote/tell-applications.ts": DERIVED,
  "src/fairs/interviews/remote/tell-meetings.ts": DERIVED,
  "src/fairs/reports/remote/tell-applications.ts": DERIVED,
  "src/fairs/tickets/remote/tell-tickets.ts": DERIVED,
  "src/fairs/registrations/remote/tell-places.ts": DERIVED,
  "src/fairs/interviews/upkeep.ts": "calls verbs that audit each ended turn",
  "src/federation/agreements/sharing/refill.ts": "copies what its home has audited",
  "src/federation/pull/apply-page.ts": "copies what its home has audited",
  "src/federation/pull/state/apply-part.ts": "copies what its home has audited",
  "src/identity/sign-in/request-code.ts": "a request for a code acts for nobody yet; the sign-in is audited",
  "src/imports/running/dry-run.ts": "writes a forecast and changes no posting",
  "src/livestreams/copies/telling/tell-untold.ts": "tells what an audited announcement made public",
  "src/livestreams/questions/asking/take-back-question.ts": STEP,
  "src/livestreams/questions/remote/receive-take-back.ts": STEP,
  "src/livestreams/questions/remote/settle-question.ts":
    "notes the answer to a command, which its sender audits",
  "src/imports/running/turns.ts": "holds a lock alone; each batch is audited",
  "src/livestreams/recordings/work/cut-one.ts": "removes what an unfinished cut has left; nobody acts",
  "src/livestreams/signal/probe/settle-look.ts": "writes what a look saw; nobody acts",
  "src/notifications/delivery/deliver-notices.ts": SENT,
  "src/notifications/mail/remove-address.ts": STEP,
  "src/notifications/mail/unsubscribe.ts": STEP,
  "src/notifications/notify.ts": SENT,
  "src/staff/accept-invitation.ts": STEP,
  "src/staff/decline-invitation.ts": STEP,
  "src/staff/end-role.ts": STEP,
  "src/staff/withdraw-invitation.ts": STEP,
  "src/saved-searches/find-new-matches.ts": DERIVED,
  "src/saved-searches/write-letters.ts": SENT,
};
