import type { FC } from "hono/jsx";
import type { RegistrationView } from "../../../../../fairs/index.ts";
import { Button } from "../../../../components/forms.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import { RECOMMENDATIONS } from "../../../../text/fairs/registrations.ts";
import { RegistrationDelivery } from "../../../fairs/registrations/delivery-section.tsx";
import { RegistrationEvidence } from "../../../fairs/registrations/union/evidence-section.tsx";
import { DecisionReasonForm } from "../../../fairs/registrations/union/reason-form.tsx";
import { ItemForm, ItemPlace, type ItemProps } from "./item-form.tsx";

type Props = ItemProps & { registration: RegistrationView; names: CodeNames };

/** A registration for a fair to recommend to the host or to return. */
export const RecommendationItem: FC<Props> = ({ registration, names, ...props }) => {
  const base = `/union/fairs/registrations/${registration.id}`;
  return (
    <>
      <RegistrationDelivery
        delivery={registration.delivery}
        host={names.division(registration.fair.hostCity) ?? ""}
      />
      <RegistrationEvidence registration={registration} names={names} />
      <ItemForm {...props} action={`${base}/recommend`}>
        <input type="hidden" name="ifRev" value={String(registration.rev)} />
        <Button kind="primary" hook="approve">
          {RECOMMENDATIONS.recommend}
        </Button>
      </ItemForm>
      <DecisionReasonForm
        shell={props.shell}
        action={`${base}/return`}
        label={RECOMMENDATIONS.return}
        rev={registration.rev}
        id={registration.id}
      >
        <ItemPlace item={props.item} query={props.query} />
      </DecisionReasonForm>
    </>
  );
};
