import type { Child, FC } from "hono/jsx";
import { FORM_TOKEN } from "../../platform/http/index.ts";
import { COMMON } from "../text/common.ts";
import { fieldMessage } from "../text/errors/fields.ts";
import type { FormState } from "./form-state.tsx";

export { EMPTY_FORM, ErrorSummary, type FormState, WHOLE_FORM } from "./form-state.tsx";

const errorOf = (form: FormState, name: string) => form.errors.find((error) => error.path === name);
const textOf = (form: FormState, name: string) => {
  const value = form.values[name];
  return Array.isArray(value) ? (value[0] ?? "") : (value ?? "");
};

type Common = { form: FormState; name: string; label: string; hint?: string; required?: boolean };

/** The frame of a field. `choice`: people choose its value instead of writing it. */
const Frame: FC<Common & { choice?: boolean; children?: Child }> = (props) => {
  const { form, name, label, hint, required, children } = props;
  const error = errorOf(form, name);
  return (
    <div class={error ? "field wrong" : "field"}>
      <label for={name}>
        {label}
        {required ? null : <span class="quiet small"> {COMMON.optional}</span>}
      </label>
      {hint ? (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="error" id={`${name}-error`}>
          {fieldMessage(error, label, props.choice)}
        </p>
      ) : null}
      {children}
    </div>
  );
};

/** Returns the attributes that connect an input with its hint and error message. */
const described = ({ form, name, hint, required }: Common) => ({
  id: name,
  name,
  ...(required ? { "aria-required": "true" as const } : {}),
  ...(errorOf(form, name) ? { "aria-invalid": "true" as const } : {}),
  ...(hint || errorOf(form, name)
    ? {
        "aria-describedby": [hint ? `${name}-hint` : "", errorOf(form, name) ? `${name}-error` : ""]
          .filter(Boolean)
          .join(" "),
      }
    : {}),
});

export type FieldProps = Common & {
  type?: "text" | "tel" | "email" | "date" | "datetime-local" | "number" | "search";
  inputmode?: "numeric" | "tel" | "text";
  autocomplete?: string;
  maxlength?: number;
  class?: string;
  list?: string;
};

export const Field: FC<FieldProps> = (props) => {
  const { type = "text", inputmode, autocomplete, maxlength, list } = props;
  const extra = { inputmode, autocomplete, maxlength, list, class: props.class };
  const set = Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== undefined));
  return (
    <Frame {...props}>
      <input type={type} value={textOf(props.form, props.name)} {...described(props)} {...set} />
    </Frame>
  );
};

export const TextArea: FC<Common & { rows?: number; maxlength?: number }> = (props) => (
  <Frame {...props}>
    <textarea
      rows={props.rows ?? 4}
      {...described(props)}
      {...(props.maxlength ? { maxlength: props.maxlength } : {})}
    >
      {textOf(props.form, props.name)}
    </textarea>
  </Frame>
);

export type Option = { value: string; text: string };

export const Select: FC<Common & { options: readonly Option[]; blank?: string }> = (props) => (
  <Frame {...props} choice>
    <select {...described(props)}>
      {props.blank === undefined ? null : <option value="">{props.blank}</option>}
      {props.options.map(({ value, text }) => (
        <option value={value} selected={value === textOf(props.form, props.name)}>
          {text}
        </option>
      ))}
    </select>
  </Frame>
);

/** Native checkboxes, or radio buttons if `single`, styled as chips. */
export const Chips: FC<Common & { options: readonly Option[]; single?: boolean }> = (props) => {
  const { form, name, label, hint, options, single, required } = props;
  const value = form.values[name];
  const chosen = new Set(Array.isArray(value) ? value : value ? [value] : []);
  const error = errorOf(form, name);
  return (
    <fieldset class={error ? "field wrong" : "field"} id={name}>
      <legend>
        {label}
        {required ? null : <span class="quiet small"> {COMMON.optional}</span>}
      </legend>
      {hint ? <p class="hint">{hint}</p> : null}
      {error ? <p class="error">{fieldMessage(error, label, true)}</p> : null}
      <div class="chips">
        {options.map((option) => (
          <label class="chip">
            <input
              type={single ? "radio" : "checkbox"}
              name={name}
              value={option.value}
              checked={chosen.has(option.value)}
            />
            {option.text}
          </label>
        ))}
      </div>
    </fieldset>
  );
};

export const Check: FC<{ name: string; value?: string; checked?: boolean; children?: Child }> = (props) => (
  <label class="check">
    <input type="checkbox" name={props.name} value={props.value ?? "1"} checked={props.checked ?? false} />
    <span>{props.children}</span>
  </label>
);

/**
 * A POST form with its CSRF token. A file upload has the token in its URL, because the CSRF check does not
 * read the body of an upload.
 */
export const Form: FC<{ action: string; csrf: string; upload?: boolean; children?: Child }> = (props) =>
  props.upload ? (
    <form
      method="post"
      action={`${props.action}?${FORM_TOKEN}=${encodeURIComponent(props.csrf)}`}
      novalidate
      enctype="multipart/form-data"
    >
      {props.children}
    </form>
  ) : (
    <form method="post" action={props.action} novalidate>
      <input type="hidden" name={FORM_TOKEN} value={props.csrf} />
      {props.children}
    </form>
  );

export const FileField: FC<Common & { accept: string }> = (props) => (
  <Frame {...props}>
    <input type="file" accept={props.accept} {...described(props)} />
  </Frame>
);

type ButtonKind = "primary" | "secondary" | "danger" | "plain";
const buttonClass = (kind: ButtonKind = "secondary", wide?: boolean) =>
  ["button", kind === "secondary" ? "" : kind, wide ? "wide" : ""].filter(Boolean).join(" ");

export const Button: FC<{
  kind?: ButtonKind;
  wide?: boolean;
  name?: string;
  value?: string;
  hook?: "approve" | "undo";
  children?: Child;
}> = (props) => (
  <button
    type="submit"
    class={buttonClass(props.kind, props.wide)}
    {...(props.name ? { name: props.name, value: props.value ?? "1" } : {})}
    {...(props.hook ? { [`data-${props.hook}`]: true } : {})}
  >
    {props.children}
  </button>
);

export const LinkButton: FC<{ href: string; kind?: ButtonKind; wide?: boolean; children?: Child }> = (
  props,
) => (
  <a class={buttonClass(props.kind, props.wide)} href={props.href}>
    {props.children}
  </a>
);
