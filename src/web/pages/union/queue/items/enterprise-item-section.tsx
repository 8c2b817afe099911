import type { FC } from "hono/jsx";
import type { QueueItem } from "../../../../../postings/index.ts";
import { Facts } from "../../../../components/blocks.tsx";
import { Button, Check, EMPTY_FORM, TextArea } from "../../../../components/forms.tsx";
import { ENTERPRISES, QUEUE } from "../../../../text/union/pages.ts";
import { ItemForm, type ItemProps } from "./item-form.tsx";

/** A claim or an enterprise to verify, with its credit code and the forms to decide. */
export const EnterpriseItem: FC<ItemProps & { review: QueueItem }> = ({ review, ...props }) => {
  const { item } = props;
  const claim = item.kind === "claim";
  const base = claim ? `/union/claims/${item.id}` : `/union/enterprises/${item.id}`;
  return (
    <>
      <Facts
        items={[
          { term: QUEUE.code, value: review.claim?.uscc ?? null },
          ...(review.claim?.usccCheck
            ? [{ term: QUEUE.codeCheck, value: QUEUE.codeState[review.claim.usccCheck] ?? null }]
            : []),
          ...(review.claim?.refusalReason
            ? [{ term: ENTERPRISES.refused, value: review.claim.refusalReason }]
            : []),
          ...(claim ? [{ term: QUEUE.statement, value: review.claim?.statement ?? null }] : []),
          { term: QUEUE.claimant, value: review.claim?.claimant ?? null },
          {
            term: QUEUE.phone,
            value: review.claim?.phone ? (
              <a href={`tel:${review.claim.phone}`}>{review.claim.phone}</a>
            ) : null,
          },
        ]}
      />
      <p class="quiet">{ENTERPRISES.verifyHint}</p>
      <ItemForm {...props} action={`${base}/approve`}>
        {review.claim?.usccCheck === "failed" ? <Check name="overrideUscc">{QUEUE.override}</Check> : null}
        <Button kind="primary" hook="approve">
          {QUEUE.approve}
        </Button>
      </ItemForm>
      <details class="sheet">
        <summary>{QUEUE.reject}</summary>
        {claim ? null : <p class="quiet">{ENTERPRISES.refuseHint}</p>}
        <ItemForm {...props} action={`${base}/${claim ? "reject" : "refuse"}`}>
          <TextArea form={EMPTY_FORM} name="reason" label={QUEUE.rejectReason} rows={2} required />
          <Button kind="danger">{QUEUE.reject}</Button>
        </ItemForm>
      </details>
    </>
  );
};
