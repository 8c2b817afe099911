/** A node as an outsider sees it: its logs verified, and proofs of records that stand by themselves. */
export { checkProof, ProofError, type Proved } from "./proof.ts";
export { proveRecord, type RecordProof } from "./prove-record.ts";
export { readBundle, tilePath } from "./read-log.ts";
export { type LogVerdict, verifyNode } from "./verify-node.ts";
