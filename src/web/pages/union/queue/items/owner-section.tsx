import type { FC } from "hono/jsx";
import type { Colleague } from "../../../../../worklist/index.ts";
import { Button } from "../../../../components/forms.tsx";
import { WORK } from "../../../../text/union/worklist.ts";
import { ItemForm, type ItemProps } from "./item-form.tsx";

const OWNER = "/union/work/owner";

const Which: FC<Pick<ItemProps, "item">> = ({ item }) => (
  <>
    <input type="hidden" name="kind" value={item.kind} />
    <input type="hidden" name="id" value={item.id} />
    <input type="hidden" name="from" value={item.owner?.accountId ?? ""} />
  </>
);

/** The forms by which an officer takes an item, or hands it to a colleague. */
export const OwnerForms: FC<ItemProps & { colleagues: readonly Colleague[] }> = ({
  colleagues,
  ...props
}) => {
  const { item } = props;
  const own = colleagues.find((one) => one.own);
  const others = colleagues.filter(
    ({ accountId, own: self }) => !self && accountId !== item.owner?.accountId,
  );
  return (
    <>
      {own && !item.owner?.mine ? (
        <ItemForm {...props} action={OWNER}>
          <Which item={item} />
          <input type="hidden" name="to" value={own.accountId} />
          <Button>{WORK.take}</Button>
        </ItemForm>
      ) : null}
      {others.length > 0 || item.owner ? (
        <details class="sheet handover">
          <summary>{WORK.handOver}</summary>
          <ItemForm {...props} action={OWNER}>
            <Which item={item} />
            <div class="field">
              <label for={`to-${item.id}`}>{WORK.to}</label>
              <select id={`to-${item.id}`} name="to">
                {others.map(({ accountId, label }) => (
                  <option value={accountId}>{label}</option>
                ))}
                {item.owner ? <option value="">{WORK.nobodyElse}</option> : null}
              </select>
            </div>
            <Button>{WORK.give}</Button>
          </ItemForm>
        </details>
      ) : null}
    </>
  );
};
