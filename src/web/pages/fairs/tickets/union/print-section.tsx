import { Button } from "../../../../components/forms.tsx";
import { COMMON } from "../../../../text/common.ts";

export const PrintButton = () => (
  <span data-print hidden>
    <Button kind="primary">{COMMON.print}</Button>
  </span>
);
